import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { message, READY, withPeer } from "../testing/rogue.ts";
import { OPEN_POLICY } from "./addresses.ts";
import { type ClientOptions, type Target, withClient } from "./client.ts";

function codeOf(
  port: number,
  over: Partial<Target> = {},
  options: ClientOptions = { timeoutMs: 30_000 },
): Promise<string> {
  const target: Target = {
    host: "127.0.0.1",
    port,
    database: "d",
    user: "u",
    password: new Secret("CANARY"),
    tls: null,
    caPem: null,
    ...over,
  };
  return withClient(target, options, async () => "connected").catch((error) => error.code);
}

const AUTH_OK = message("R", Buffer.from([0, 0, 0, 0]));
const ASK_CLEAR = message("R", Buffer.from([0, 0, 0, 3]));
const ASK_MD5 = message("R", Buffer.from([0, 0, 0, 5, 1, 2, 3, 4]));
const ASK_SCRAM = message("R", Buffer.concat([Buffer.from([0, 0, 0, 10]), Buffer.from("SCRAM-SHA-256\0\0")]));

for (const [what, greeting, code] of [
  ["a MySQL server", Buffer.from("J\0\0\0\x0a8.0.36\0", "latin1"), "connect.not-postgres-mysql"],
  ["a web server", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "connect.not-postgres"],
  ["an SSH server", Buffer.from("SSH-2.0-OpenSSH_9.6\r\n"), "connect.not-postgres"],
  ["an answer with something smuggled in behind it", Buffer.from("SEVIL"), "connect.not-postgres"],
  ["an ErrorResponse instead of S or N", message("E", Buffer.from("SFATAL\0\0")), "connect.secure-refused"],
] as const) {
  test(`${what} is told as ${code}, and gets no name and no password`, () =>
    withPeer(
      (socket, _chunk, count) => count === 1 && socket.write(greeting),
      async (port, sent) => {
        assert.equal(await codeOf(port), code);
        assert.equal(sent().length, 8);
      },
    ));
}

test("a server that greets before it is asked is told, too", () =>
  withPeer(
    (socket, chunk) => chunk === null && socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
    async (port) => assert.equal(await codeOf(port), "connect.not-postgres"),
  ));

test("a silent peer is left when the time is up", () =>
  withPeer(
    () => undefined,
    async (port) => assert.equal(await codeOf(port, {}, { timeoutMs: 150 }), "connect.timeout"),
  ));

test("a peer that falls silent while we sign in is left when the time is up", () =>
  withPeer(
    (socket, _chunk, count) => count === 1 && socket.write("N"),
    async (port) => assert.equal(await codeOf(port, {}, { timeoutMs: 150 }), "connect.timeout"),
  ));

test("a peer that hangs up is told as such", () =>
  withPeer(
    (socket, _chunk, count) => count === 1 && socket.end(),
    async (port) => assert.equal(await codeOf(port), "connect.hung-up"),
  ));

for (const [what, first, then] of [
  ["the password itself", ASK_CLEAR, null],
  ["an MD5 hash", ASK_MD5, null],
  ["the password itself after it began with SCRAM", ASK_SCRAM, ASK_CLEAR],
  ["an MD5 hash after it began with SCRAM", ASK_SCRAM, ASK_MD5],
] as const) {
  test(`a peer that asks for ${what} over an unencrypted line gets none`, () =>
    withPeer(
      (socket, _chunk, count) => {
        if (count === 1) socket.write("N");
        if (count === 2) socket.write(first);
        if (count === 3 && then !== null) socket.write(then);
      },
      async (port, sent) => {
        assert.equal(await codeOf(port), "connect.weak-sign-in");
        const all = sent().toString("latin1");
        assert.doesNotMatch(all, /CANARY|md5[0-9a-f]{32}/);
      },
    ));
}

test("a peer that claims success and then floods us is cut off", () =>
  withPeer(
    (socket, _chunk, count) => {
      if (count === 1) socket.write("N");
      if (count !== 2) return;
      socket.write(Buffer.concat([AUTH_OK, message("K", Buffer.alloc(8)), READY]));
      const flood = Buffer.alloc(64 * 1024, "x");
      // One message that claims a gigabyte, so that a parser would wait and hold it all.
      socket.write(Buffer.from([0x44, 0x3f, 0xff, 0xff, 0xff]));
      const more = () => socket.writable && socket.write(flood, more);
      more();
    },
    async (port) =>
      assert.equal(await codeOf(port, {}, { timeoutMs: 30_000, limits: { bytes: 1_000_000 } }), "connect.too-much"),
  ));

test("a peer that calls itself CockroachDB is refused before any statement", () =>
  withPeer(
    (socket, _chunk, count) => {
      if (count === 1) socket.write("N");
      if (count === 2)
        socket.write(Buffer.concat([AUTH_OK, message("S", Buffer.from("crdb_version\0CockroachDB v24\0")), READY]));
    },
    async (port, sent) => {
      assert.equal(await codeOf(port), "refused.engine");
      assert.doesNotMatch(sent().toString("latin1"), /select/);
    },
  ));

test("a public name needs encryption: without it no name and no password is sent", async () => {
  // 198.51.100.0/24 is documentation space; a line to it is not local. The peer's own address decides, so ask the rule.
  const { secureLine } = await import("./secure.ts");
  await withPeer(
    (socket, _chunk, count) => count === 1 && socket.write("N"),
    async (port, sent) => {
      const { connect } = await import("node:net");
      const socket = connect(port, "127.0.0.1");
      Object.defineProperty(socket, "remoteAddress", { value: "198.51.100.7" });
      await new Promise((resolve) => socket.once("connect", resolve));
      await assert.rejects(secureLine(socket, "db.example.com", { tls: null, caPem: null }), {
        code: "connect.no-encryption",
      });
      assert.equal(sent().length, 8);
      socket.destroy();
    },
  );
});

test("the policy of addresses is asked before anything is dialled", () =>
  withPeer(
    () => assert.fail("nothing may be dialled"),
    async (port) => {
      const dial = (over: object) => ({ timeoutMs: 30_000, dial: { ...OPEN_POLICY, ...over } });
      assert.equal(await codeOf(port, {}, dial({ deny: ["127.0.0.0/8"] })), "refused.address");
      assert.equal(await codeOf(port, { host: "localhost" }, dial({ deny: ["localhost"] })), "refused.address");
      assert.equal(await codeOf(port, {}, dial({ allow: ["10.0.0.0/8"] })), "refused.address");
      assert.equal(await codeOf(port, {}, dial({ ownPorts: [port] })), "refused.address");
      assert.equal(
        await codeOf(port, {}, dial({ ownStore: { host: "localhost", port, database: "d" } })),
        "refused.address",
      );
      for (const host of [
        "169.254.169.254",
        "0.0.0.0",
        "[::ffff:169.254.169.254]",
        "2852039166",
        "0xa9fea9fe",
        "/tmp",
      ]) {
        assert.equal(await codeOf(port, { host }, dial({})), "refused.address", host);
      }
    },
  ));
