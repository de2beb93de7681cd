import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { Secret } from "../secret.ts";
import { failure, type Peer, withPeer } from "../testing/rogue.ts";
import { type DialPolicy, OPEN_POLICY } from "./addresses.ts";
import { type ClientOptions, type StepEvent, type Target, withClient } from "./client.ts";
import { beDiscreet } from "./discretion.ts";

const TARGET: Target = {
  host: "127.0.0.1",
  port: 1,
  database: "d",
  user: "u",
  password: new Secret("CANARY"),
  tls: null,
  caPem: null,
};
const TIME_MS = 400;

/** Of a try whose answer is waited for: more than a busy machine takes to give it. */
const PATIENT = { timeoutMs: 30_000 };

/** What a link's holder learns of one try: the error, the steps, and whether it was told before the time was up. */
async function learned(over: Partial<Target>, policy: Partial<DialPolicy> = {}, options: ClientOptions = {}) {
  const { timeoutMs = TIME_MS } = options;
  const steps: string[] = [];
  const onStep = ({ step, state }: StepEvent) => steps.push(`${step} ${state}`);
  const dial: DialPolicy = { ...OPEN_POLICY, lookup: nowhere, tell: "public", ...policy };
  const startedAt = performance.now();
  const error = await withClient({ ...TARGET, ...over }, { dial, onStep, ...options, timeoutMs }, async () => {
    throw new Error("nobody is let in here");
  }).catch((thrown: AppError) => thrown);
  assert.ok(error instanceof AppError, String(error));
  // Timers may fire a moment early.
  return { error: error.toJSON(), steps, early: performance.now() - startedAt < timeoutMs - 20 };
}

function nowhere(): Promise<never> {
  return Promise.reject(Object.assign(new Error("nowhere"), { code: "ENOTFOUND" }));
}

const says =
  (bytes: Buffer | string): Peer =>
  (socket, _chunk, count) =>
    count === 1 && socket.write(bytes);

const PEERS: readonly [string, Peer, Partial<Target>?][] = [
  ["a web server", says("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["an SSH server", (socket, chunk) => chunk === null && socket.write("SSH-2.0-OpenSSH_9.6\r\n")],
  ["a MySQL server", (socket, chunk) => chunk === null && socket.write(Buffer.from("J\0\0\0\x0a8.0.36\0", "latin1"))],
  ["memcached, which answers E as Postgres might", says("ERROR\r\n")],
  ["one that hangs up", (socket, _chunk, count) => count === 1 && socket.destroy()],
  ["one that says nothing", () => undefined],
  ["a web server that is asked without TLS", says("HTTP/1.1 400 Bad Request\r\n\r\n"), { tls: "disable" }],
  ["what the driver cannot read, asked without TLS", says("?\0\0\0\x04"), { tls: "disable" }],
];

test("before Postgres answers, all that can be wrong with a private address sounds alike, and comes at the same time", async () => {
  const tries = [
    learned({ port: 1 }),
    learned({ host: "vault.internal" }),
    learned({ host: "vault.internal" }, { lookup: async () => ["169.254.169.254"] }),
    learned({ host: "vault.internal" }, { lookup: async () => ["10.255.255.1"], deny: ["10.0.0.0/8"] }),
    learned({ host: "vault.internal" }, { lookup: async () => ["203.0.113.7", "127.0.0.1"] }),
    learned({}, { ownPorts: [1] }),
    ...PEERS.map(([, peer, over]) => {
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof learned>>>();
      withPeer(peer, async (port) => resolve(await learned({ port, ...over }))).catch(reject);
      return promise;
    }),
  ];
  const all = await Promise.all(tries);
  assert.equal(all[0]?.error.code, "connect.no-answer");
  for (const one of all) assert.deepEqual(one, { error: all[0]?.error, steps: ["find running"], early: false });
});

test("an SSH server at a private address shows nothing of itself either", () =>
  withPeer(
    (socket, chunk) => chunk === null && socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
    async (port) => {
      const ssh = { host: "127.0.0.1", port, user: "u", password: null, privateKey: null, passphrase: null };
      const { error, steps } = await learned({ host: "db.internal", ssh: { ...ssh, hostKey: null } });
      assert.deepEqual([error.code, steps], ["connect.no-answer", ["find running"]]);
    },
  ));

test("once a Postgres server has answered, its words are told, and the steps up to there", async () => {
  const refuses: Peer = (socket, _chunk, count) => {
    if (count === 1) socket.write("N");
    if (count === 2) socket.end(failure("28P01", "password authentication failed"));
  };
  const bare: Peer = (socket, _chunk, count) =>
    count === 1 && socket.end(failure("28P01", "password authentication failed"));
  for (const [peer, tls] of [
    [refuses, null],
    [bare, "disable"],
  ] as const) {
    await withPeer(peer, async (port) => {
      const { error, steps } = await learned({ port, tls }, {}, PATIENT);
      assert.equal(error.sqlstate, "28P01");
      assert.deepEqual(steps.slice(0, 3), ["find running", "find passed", "reach running"]);
      assert.equal(steps.at(-1), "sign-in running");
    });
  }
});

test("hosts that the settings name one by one are told of in full; a range of them is no name", async () => {
  const named = await learned({}, { allow: ["127.0.0.1"] }, PATIENT);
  assert.deepEqual([named.error.code, named.early], ["connect.port-closed", true]);
  assert.deepEqual(named.steps, ["find running", "find passed", "reach running"]);
  const range = await learned({}, { allow: ["127.0.0.0/8"] });
  assert.equal(range.error.code, "connect.no-answer");
});

test("of addresses that anybody reaches all is told as soon as they are found; one private among them keeps it quiet", async () => {
  for (const [addresses, silent] of [
    [["8.8.8.8"], false],
    [["8.8.8.8", "2001:4860:4860::8888"], false],
    [["8.8.8.8", "10.0.0.1"], true],
    [["100.64.0.1"], true],
    [["fd00::1"], true],
    [["::ffff:10.0.0.1"], true],
    [["64:ff9b::a00:1"], true],
    [["2002:a00:1::"], true],
  ] as const) {
    const discretion = await beDiscreet({ ...OPEN_POLICY, tell: "public" }, {}, 60_000);
    discretion.found({ host: "db.example.com", port: 5432, addresses: [...addresses] });
    assert.equal(discretion.silent(), silent, addresses.join());
    discretion.end();
  }
});

test("where no silence is asked for, as for a founder who is signed in, each cause has its words at once", async () => {
  const codes = await Promise.all([
    learned({}, { tell: undefined }, PATIENT),
    learned({ host: "vault.internal" }, { tell: undefined }, PATIENT),
    learned({ host: "vault.internal" }, { tell: undefined, lookup: async () => ["169.254.169.254"] }, PATIENT),
  ]);
  assert.deepEqual(
    codes.map(({ error }) => error.code),
    ["connect.port-closed", "connect.host-unknown", "refused.address"],
  );
});

test("who stops waiting is not kept", async () => {
  const stop = new AbortController();
  const told = learned({}, {}, { signal: stop.signal, timeoutMs: 60_000 });
  stop.abort();
  assert.equal((await told).error.code, "connect.cancelled");
});

test("a try that nobody answers costs one of the allowance; one that Postgres answers costs none", async () => {
  let left = 2;
  const allowance = {
    take: async () => {
      if (left === 0) throw new AppError("refused.too-often", "enough");
      left -= 1;
    },
    giveBack: () => {
      left += 1;
    },
  };
  const refuses: Peer = (socket, _chunk, count) => {
    if (count === 1) socket.write("N");
    if (count === 2) socket.end(failure("28P01", "no"));
  };
  const founder = { tell: undefined, allowance };
  await withPeer(refuses, async (port) => {
    for (let i = 0; i < 3; i += 1) await learned({ port }, founder, PATIENT);
  });
  assert.equal(left, 2);
  await learned({}, founder);
  await learned({ host: "nowhere.invalid" }, founder);
  assert.equal((await learned({}, founder)).error.code, "refused.too-often");
});
