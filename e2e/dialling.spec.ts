import { expect } from "playwright/test";
import type { CheckEvent, TargetInput } from "../components/wizard/wire.ts";
import { afterWelcome, flood, message, type Peer, READY, withPeer, withPeers } from "../lib/testing/rogue.ts";
import { test } from "./fixtures.ts";
import { engineerAt, founderAt, post, type Server } from "./hand-off-people.ts";
import { ownApp } from "./hand-off-servers.ts";
import { REQUEST } from "./hand-off-whole-way.ts";
import { NOWHERE } from "./nowhere.ts";
import type { Shop } from "./shop.ts";

const NOTICE = message("N", `SNOTICE\0C00000\0M${"x".repeat(60_000)}\0\0`);
const COLUMN = message("T", `\0\x01n\0${"\0".repeat(18)}`);
const ROW = message("D", Buffer.concat([Buffer.from([0, 1, 0, 0, 0xea, 0x60]), Buffer.alloc(60_000, "x")]));
const SMALL_ROWS = Buffer.concat(Array.from({ length: 5_000 }, () => message("D", "\0\x01\0\0\0\x011")));
const NO_TLS: Peer = (socket, _chunk, count) => count === 1 && socket.write("N");

/** Before we are let in, and after it, with what has no end, no sense, or is not what it says. */
const ROGUES: readonly [what: string, peer: Peer][] = [
  ["a web server", (socket, _chunk, count) => count === 1 && socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["random bytes without end", (socket) => flood(socket, Buffer.alloc(64 * 1024, 0x53))],
  ["notices without end, before it lets us in", both(NO_TLS, (socket, n) => n === 2 && flood(socket, NOTICE))],
  ["wrong lengths", both(NO_TLS, (socket, n) => n === 2 && socket.write(Buffer.from([0x52, 0xff, 0xff, 0xff, 0xff])))],
  ["wants the password in clear", both(NO_TLS, (socket, n) => n === 2 && socket.write(message("R", "\0\0\0\x03")))],
  ["notices without end, once we are in", afterWelcome((socket) => flood(socket, NOTICE))],
  ["a row of a gigabyte", afterWelcome((socket) => socket.write(Buffer.from([0x44, 0x3f, 0xff, 0xff, 0xff])))],
  ["large rows without end", afterWelcome((socket) => flood(socket, ROW, COLUMN))],
  ["small rows without end", afterWelcome((socket) => flood(socket, SMALL_ROWS, COLUMN))],
  [
    "answers nobody asked for",
    afterWelcome((socket) => flood(socket, Buffer.concat([message("C", "SELECT 1\0"), READY]))),
  ],
];

function both(first: Peer, then: (socket: Parameters<Peer>[0], count: number) => unknown): Peer {
  return (socket, chunk, count) => {
    first(socket, chunk, count);
    then(socket, count);
  };
}

test(`${ROGUES.length + 1} rogue servers at once leave the app healthy, within a small heap, and others are served`, async ({
  shop,
}) => {
  // What nobody bounds would end a process with a quarter of a gigabyte.
  const app = await ownApp({ NODE_OPTIONS: "--max-old-space-size=256" });
  const own = { cookie: app.cookie };
  const checkAt = (port: number) => check(app, targetAt({ port }), own);
  let silent: Promise<CheckEvent[]> = Promise.resolve([]);
  try {
    await withPeers([() => undefined, ...ROGUES.map(([, peer]) => peer)], async ([quiet = 0, ...ports]) => {
      silent = checkAt(quiet);
      let left = ports.length;
      const checks = ports.map((port) => checkAt(port).finally(() => --left));
      const others = serveOthers(app, shop, () => left > 0);
      // That it is told by what was sent, and not by the clock, lib/postgres proves one at a time.
      for (const [i, events] of (await Promise.all(checks)).entries())
        expect(codeOf(events), ROGUES[i]?.[0]).toMatch(
          /^connect\.(not-postgres|too-much|weak-sign-in|broken-protocol|timeout)$/,
        );
      await others;
    });
    // It never said a word, and is gone now.
    expect(codeOf(await silent)).toMatch(/^connect\.(hung-up|timeout)$/);
    await serveOthers(app, shop, () => false);
    expect(app.output()).not.toMatch(/unhandled|uncaught|heap/i);
  } finally {
    await app.end();
  }
});

/** A database is looked at; the app says that it is well, and a page comes, for as long as `more` holds. */
async function serveOthers(app: Server, shop: Shop, more: () => boolean): Promise<void> {
  const own = { cookie: app.cookie };
  expect((await check(app, targetOf(shop), own)).at(-1)).toMatchObject({ type: "looked" });
  do {
    expect(await (await fetch(`${app.url}/healthz`)).text()).toBe("ok\n");
    expect((await fetch(`${app.url}/connections`, { headers: own })).status).toBe(200);
  } while (more());
}

test("a link's holder hears one answer of whatever is not Postgres inside, the founder hears which", async () => {
  const app = await ownApp();
  try {
    const web = ROGUES[0]?.[1] as Peer;
    await withPeers([web], async ([port = 0]) => {
      const places = [{ port }, { port: 1 }, { host: NOWHERE }, { host: "localhost", port: 1 }].map(targetAt);
      const link = await linkHeaders(app);
      const [one, ...others] = await Promise.all(places.map((target) => check(app, target, link)));
      expect(one?.map(plain)).toMatchObject([
        { step: "find", state: "running" },
        { step: "find", state: "failed", error: { code: "connect.no-answer" } },
      ]);
      for (const other of others) expect(other.map(plain)).toEqual(one?.map(plain));
      const told = await Promise.all(places.map((target) => check(app, target, { cookie: app.cookie })));
      expect(told.map((events) => codeOf(events))).toEqual([
        "connect.not-postgres",
        "connect.port-closed",
        "connect.host-unknown",
        "connect.port-closed",
      ]);
    });
  } finally {
    await app.end();
  }
});

test("a link's holder has twenty tries that nobody answers, over all ways of the wizard", async () => {
  const app = await ownApp();
  try {
    const link = await linkHeaders(app);
    const target = targetAt({ port: 1 });
    const tries = Array.from({ length: 20 }, () => check(app, target, link));
    const codes = (await Promise.all(tries)).map(codeOf);
    expect(new Set(codes)).toEqual(new Set(["connect.no-answer"]));
    for (const [path, body] of ordersFor(target)) {
      const text = await (await post(app, { path, body, headers: link })).text();
      expect(text, path).toContain("refused.too-often");
      expect(text, path).toContain("no Postgres server answered");
    }
  } finally {
    await app.end();
  }
});

test("every way that dials asks the guard: what the settings deny is not dialled", async () => {
  const app = await ownApp({ DATABASE_HOSTS_DENY: "127.0.0.0/8" });
  let dialled = 0;
  try {
    await withPeer(
      () => {
        dialled += 1;
      },
      async (port) => {
        const own = { cookie: app.cookie };
        const target = targetAt({ port });
        for (const [path, body] of [...ordersFor(target), ["/connections/add/check", { target }] as const]) {
          const text = await (await post(app, { path, body, headers: own })).text();
          expect(text, path).toContain("refused.address");
        }
      },
    );
    expect(dialled).toBe(0);
  } finally {
    await app.end();
  }
});

/** Each way of the wizard that dials, with an order that is complete. */
function ordersFor(target: TargetInput): readonly (readonly [path: string, body: unknown])[] {
  const key = `${"A".repeat(43)}=`;
  const verifier = `SCRAM-SHA-256$4096:${"A".repeat(22)}==$${key}:${key}`;
  const run = { fingerprint: "0".repeat(64), verifier, rotate: false, readonlyPassword: null, sealTo: "" };
  return [
    ["/connect/check", target],
    ["/review/plan", { target, request: REQUEST }],
    ["/review/script", { target, request: REQUEST, verifier, newPassword: false }],
    ["/apply/run", { target, request: REQUEST, ...run }],
    ["/script/finish", { login: target, request: REQUEST, verifier }],
    ["/h/any/own-login", target],
  ];
}

function targetAt(over: Partial<TargetInput>): TargetInput {
  const login = { database: "shop", user: "app", password: "CANARY", tls: null, caPem: null };
  return { host: "127.0.0.1", port: 5432, ...login, ...over };
}

function targetOf({ admin, db }: Shop): TargetInput {
  return targetAt({ port: db.port, database: db.name, user: admin.user, password: admin.password });
}

async function check(app: Server, target: TargetInput, headers: Record<string, string>): Promise<CheckEvent[]> {
  const answer = await post(app, { path: "/connect/check", body: target, headers });
  const lines = (await answer.text()).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as CheckEvent);
}

/** Without the time it took, which is the same but for moments. */
function plain(event: CheckEvent): unknown {
  return { ...event, durationMs: 0 };
}

function codeOf(events: readonly CheckEvent[]): string {
  const last = events.at(-1);
  return last?.type === "step" && last.state === "failed" ? last.error.code : "none";
}

/** Of a link that its holder has claimed. */
async function linkHeaders(app: Server): Promise<Record<string, string>> {
  const engineer = await engineerAt(app, await (await founderAt(app)).send());
  await engineer.claim("127.0.0.1");
  return engineer.headers;
}
