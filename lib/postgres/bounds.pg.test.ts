import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { afterWelcome, failure, flood, message, type Peer, READY, withPeer } from "../testing/rogue.ts";
import type { ClientOptions } from "./client.ts";
import { connect } from "./connect.ts";
import { connectInSteps, type VisibleStepEvent } from "./connect-steps.ts";

const NOTICE = message("N", `SNOTICE\0C00000\0M${"x".repeat(1_000)}\0\0`);
const NO_TLS: Peer = (socket, _chunk, count) => count === 1 && socket.write("N");

function targetAt(port: number) {
  const login = { user: "u", password: new Secret("CANARY"), database: "d", tls: null, caPem: null };
  return { host: "127.0.0.1", port, ...login };
}

function codeOf(port: number, options: ClientOptions): Promise<string> {
  return connect(targetAt(port), options).then(
    (client) => client.end().then(() => "connected"),
    (error) => error.code,
  );
}

/** Sends this a byte at a time, for as long as anybody listens. */
function dribble(socket: Socket, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    if (!socket.writable) return clearInterval(timer);
    socket.write(bytes.subarray(at % bytes.length, (at % bytes.length) + 1));
    at += 1;
  }, 2);
  socket.on("close", () => clearInterval(timer));
}

test("notices without end are cut off, before and after we are let in", async () => {
  const before: Peer = (socket, chunk, count) => {
    NO_TLS(socket, chunk, count);
    if (count === 2) flood(socket, NOTICE);
  };
  await withPeer(before, async (port) => assert.equal(await codeOf(port, {}), "connect.too-much"));
  const after = afterWelcome((socket) => flood(socket, NOTICE));
  await withPeer(after, async (port) =>
    assert.equal(await codeOf(port, { limits: { bytes: 5_000_000 } }), "connect.too-much"),
  );
});

test("a row of a gigabyte is not waited for: its announcement is enough", () =>
  withPeer(
    afterWelcome((socket) => socket.write(Buffer.from([0x44, 0x3f, 0xff, 0xff, 0xff]))),
    async (port) => {
      const startedAt = performance.now();
      assert.equal(await codeOf(port, { timeoutMs: 20_000 }), "connect.too-much");
      assert.ok(performance.now() - startedAt < 15_000);
    },
  ));

test("before it has let us in, a server that announces megabytes is left", () =>
  withPeer(
    (socket, chunk, count) => {
      NO_TLS(socket, chunk, count);
      if (count === 2) socket.write(Buffer.from([0x52, 0, 0x20, 0, 0]));
    },
    async (port) => assert.equal(await codeOf(port, {}), "connect.too-much"),
  ));

test("a server that answers byte by byte is left when the time is up, signed in or not", async () => {
  await withPeer(
    (socket, chunk, count) => {
      NO_TLS(socket, chunk, count);
      if (count === 2) dribble(socket, NOTICE);
    },
    async (port) => assert.equal(await codeOf(port, { timeoutMs: 300 }), "connect.timeout"),
  );
  await withPeer(
    afterWelcome((socket) => dribble(socket, NOTICE)),
    async (port) => assert.equal(await codeOf(port, { sessionTimeoutMs: 300 }), "connect.session-timeout"),
  );
});

/** Says who it is, and then sends a notice of a thousand bytes before each answer. */
const CHATTY = afterWelcome((socket, count) => {
  const done = [message("C", "SELECT 1\0"), READY];
  const column = message("T", `\0\x01n\0${"\0".repeat(18)}`);
  socket.write(Buffer.concat(count === 3 ? [column, message("D", "\0\x01\0\0\0\x011"), ...done] : [NOTICE, ...done]));
});

test("a session's answers count together, and those of all sessions of the process", () =>
  withPeer(CHATTY, async (port) => {
    const ask = async (options: ClientOptions, times: number) => {
      const client = await connect(targetAt(port), options);
      try {
        for (let i = 0; i < times; i++) await client.query("select" as never);
        return "held";
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.end();
      }
    };
    assert.equal(await ask({ limits: { sessionBytes: 8_000 } }, 3), "held");
    assert.equal(await ask({ limits: { sessionBytes: 8_000 } }, 20), "connect.too-much");
    // What was held is given back: this process has nothing open now.
    const limits = { processBytes: 12_000 };
    assert.equal(await ask({ limits }, 5), "held");
    assert.equal(await ask({ limits }, 20), "connect.too-much");
    // Who holds the most makes room for the others.
    const most = await connect(targetAt(port), {});
    for (let i = 0; i < 8; i++) await most.query("select" as never);
    assert.equal(await ask({ limits }, 5), "held");
    await assert.rejects(most.query("select" as never), { code: "connect.too-much" });
    await most.end();
    assert.equal(await ask({ limits }, 5), "held");
  }));

test("a database that wakes up is asked again, and the reader is told; who is refused is asked once", async () => {
  const answering = (errors: readonly Buffer[]): { peer: Peer; asked: () => number } => {
    let asked = 0;
    const peer: Peer = (socket, chunk, count) => {
      NO_TLS(socket, chunk, count);
      if (count === 2) socket.end(errors[Math.min(asked++, errors.length - 1)] ?? READY);
    };
    return { peer, asked: () => asked };
  };
  const asleep = failure("57P03", "the database system is starting up");
  const wrong = failure("28P01", "password authentication failed");
  const waking = answering([asleep, asleep, wrong]);
  await withPeer(waking.peer, async (port) => {
    const events: VisibleStepEvent[] = [];
    const steps = connectInSteps(
      targetAt(port),
      {},
      (event) => events.push(event),
      () => assert.fail(),
    );
    await assert.rejects(steps, { code: "connect.password-rejected" });
    assert.equal(waking.asked(), 3);
    assert.ok(events.some((event) => event.state === "running" && event.waking));
    assert.equal(events.filter((event) => event.state === "failed").length, 1);
  });
  const refusing = answering([wrong]);
  await withPeer(refusing.peer, async (port) => assert.equal(await codeOf(port, {}), "connect.password-rejected"));
  assert.equal(refusing.asked(), 1);
});
