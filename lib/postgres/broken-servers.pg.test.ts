import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { message, READY, WELCOME } from "../testing/rogue.ts";
import { withClient } from "./client.ts";

/** What a sign-in to a peer that answers the n-th thing we send with the n-th of these comes to. */
async function codeFrom(answers: readonly ((sent: Buffer) => Buffer)[]): Promise<string> {
  const server = createServer((socket: Socket) => {
    let count = 0;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => socket.write(answers[Math.min(count++, answers.length - 1)]?.(chunk) ?? ""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const target = { host: "127.0.0.1", port: address.port, database: "d", user: "u", tls: null, caPem: null };
  try {
    const limits = { bytes: 1_000_000 };
    return await withClient(
      { ...target, password: new Secret("CANARY") },
      { timeoutMs: 30_000, limits },
      async () => "in",
    ).catch((error) => error.code);
  } finally {
    server.close();
  }
}

const NO_TLS = () => Buffer.from("N");
const COLUMN = message("T", `\0\x01version\0${"\0".repeat(18)}`);

// Each of these hung the process or ended it before: the driver's parser trusts what it reads.
for (const [what, bytes] of [
  ["an error without an end", message("E", "SERROR")],
  ["a notice without an end", message("N", "SNOTICE\0")],
  ["a row that claims more fields than it has", Buffer.concat([COLUMN, message("D", "\0\x05")])],
  ["a row of a negative number of fields", Buffer.concat([COLUMN, message("D", "\xff\xfe")])],
  ["a key that is too short", message("K", "")],
  ["a way of signing in that nobody knows", message("R", "\0\0\0\x63")],
  ["a message of no length", Buffer.from([0x5a, 0, 0, 0, 0])],
] as const) {
  test(`a server that answers with ${what} is left, before and after it let us in`, async () => {
    assert.equal(await codeFrom([NO_TLS, () => bytes]), "connect.broken-protocol");
    assert.equal(await codeFrom([NO_TLS, () => WELCOME, () => bytes]), "connect.broken-protocol");
  });
}

test("a server that asks for SCRAM and proves nothing is not believed", async () => {
  const ask = message("R", "\0\0\0\x0aSCRAM-SHA-256\0\0");
  const goOn = (sent: Buffer) => {
    const nonce = /r=([^,]+)$/.exec(sent.toString("latin1"))?.[1] ?? "";
    return message("R", `\0\0\0\x0br=${nonce}x,s=${btoa("sixteen bytes ok")},i=4096`);
  };
  const done = () => Buffer.concat([message("C", "SELECT 1\0"), READY]);
  assert.equal(await codeFrom([NO_TLS, () => ask, goOn, () => WELCOME, done]), "connect.server-not-genuine");
  assert.equal(await codeFrom([NO_TLS, () => ask, () => WELCOME, done]), "connect.server-not-genuine");
});

test("what a server makes us hold counts, not only what it sends", async () => {
  const wide = message("T", Buffer.concat([Buffer.from([0x10, 0]), Buffer.alloc(0x1000 * 19)]));
  const nulls = message("D", Buffer.concat([Buffer.from([0x10, 0]), Buffer.alloc(0x1000 * 4, 0xff)]));
  const rows = Buffer.concat([wide, ...Array.from({ length: 20 }, () => nulls), message("C", "SELECT 20\0"), READY]);
  assert.ok(rows.length < 500_000);
  assert.equal(await codeFrom([NO_TLS, () => WELCOME, () => rows]), "connect.too-much");
  const results = Buffer.concat([...Array.from({ length: 10_000 }, () => message("C", "SELECT 1\0")), READY]);
  assert.equal(await codeFrom([NO_TLS, () => WELCOME, () => results]), "connect.too-much");
});
