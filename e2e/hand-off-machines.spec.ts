import { expect } from "playwright/test";
import { replaceQuery, type Verdict, withWire } from "../lib/testing/wire.ts";
import { test } from "./fixtures.ts";
import { engineerAt, founderAt, MADE_UP, type Server } from "./hand-off-people.ts";
import { type Own, ownApp, roundRobin, withStoreDatabase } from "./hand-off-servers.ts";
import { wholeWay } from "./hand-off-whole-way.ts";
import { keptInFiles, leaks } from "./leaks.ts";
import { asCopied } from "./login.ts";

test("the whole way with kill -9 between any two steps, and in the middle of the run", async ({ shop }) => {
  const app = await ownApp();
  try {
    const { url, founder, id } = await wholeWay(app, shop, () => app.crash(), true);
    expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
    await founder.finish(id);
    await app.crash();
    expect(await founder.status(id)).toMatchObject({ state: "collected", finished: true });
  } finally {
    await app.end();
  }
});

test("two replicas on one PostgreSQL behind a proxy that takes turns; news of one reach who waits at the other", async ({
  shop,
  cluster,
}) => {
  await withStoreDatabase(cluster, shop, async (env) => {
    const apps: Own[] = [];
    try {
      for (let i = 0; i < 2; i++) apps.push(await ownApp(env));
      const proxy = await roundRobin(apps);
      const both: Server = { url: proxy.url, cookie: apps[0]?.cookie ?? "" };
      const { url, password: made } = await wholeWay(both, shop, async () => {});
      expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
      const founder = await founderAt(both);
      const engineer = await engineerAt(both, await founder.send());
      const news = states(apps[0] as Own, engineer.id, "revoked");
      await engineer.claim(shop.db.host);
      await (await founderAt({ url: apps[1]?.url ?? "", cookie: both.cookie })).revoke(engineer.id);
      expect(await news).toContain("revoked");
      await expect(engineer.begin()).rejects.toMatchObject({ code: "refused.link" });
      expect(leaks({ traffic: proxy.traffic() }, made)).toEqual([]);
      await proxy.end();
    } finally {
      for (const app of apps) await app.end();
    }
  });
});

test("twenty kills at seeded moments: nothing that was acknowledged is lost, every hand-off goes on", async () => {
  // Each kill is a start of the app, or two.
  test.setTimeout(600_000);
  const app = await ownApp();
  const random = seeded(5);
  const founder = await founderAt(app);
  try {
    for (let kills = 0; kills < 20; ) {
      const link = await insist(app, founder.send);
      const engineer = await engineerAt(app, link);
      const steps: [string, () => Promise<unknown>][] = [
        ["claimed", () => engineer.claim("db.example.com")],
        ["running", () => engineer.step("run")],
        ["completed", () => engineer.complete(MADE_UP)],
        ["collected", () => founder.collect(engineer.id)],
      ];
      for (const [state, step] of steps) {
        if (kills < 20) {
          kills++;
          const timer = setTimeout(app.kill, random() * 12);
          await step().catch(() => null);
          await new Promise((resolve) => setTimeout(resolve, 12));
          clearTimeout(timer);
          await app.crash();
        }
        await insist(app, step);
        expect((await founder.status(engineer.id)).state).toBe(state);
      }
    }
  } finally {
    await app.end();
  }
});

test("neither the role's password nor the link's secret is in the store, the output or the traffic; the admin's only in requests", async ({
  shop,
}) => {
  const app = await ownApp();
  const proxy = await roundRobin([app]);
  try {
    const { password, link } = await wholeWay({ url: proxy.url, cookie: app.cookie }, shop, async () => {});
    const kept = { ...keptInFiles(app.data), output: app.output() };
    for (const secret of [password, link.split("#")[1]?.slice(0, 32) ?? "", shop.admin.password]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(leaks(kept, secret)).toEqual([]);
    }
    const traffic = { traffic: proxy.traffic() };
    expect(leaks(traffic, password)).toEqual([]);
    expect(leaks(traffic, link.split("#")[1]?.slice(0, 32) ?? "")).toEqual([]);
    expect(traffic.traffic).toContain("/apply/run");
  } finally {
    await proxy.end();
    await app.end();
  }
});

test("on a host that refuses verifiers the password comes back sealed to the founder, and nothing of it stays", async ({
  shop,
}) => {
  const app = await ownApp();
  const proxy = await roundRobin([app]);
  const verifier = /PASSWORD 'SCRAM-SHA-256\$/;
  const refuse = (chunk: Buffer): Verdict =>
    chunk[0] === 0x51 && verifier.test(chunk.toString("latin1"))
      ? { instead: replaceQuery(chunk, verifier, REFUSAL) }
      : "pass";
  try {
    const admin = shop.db.targetFor(shop.admin.user, shop.admin.password);
    await withWire(admin, refuse, async ({ host, port }) => {
      const through = { ...shop, db: { ...shop.db, host, port } };
      const { url, password, answer } = await wholeWay({ url: proxy.url, cookie: app.cookie }, through, async () => {});
      expect(answer.result.value.passwordMode).toBe("sealed");
      expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
      const places = { ...keptInFiles(app.data), output: app.output(), traffic: proxy.traffic() };
      expect(leaks(places, password)).toEqual([]);
    });
  } finally {
    await proxy.end();
    await app.end();
  }
});

test("an app that is told to stop does not wait for the founders who wait", async () => {
  const app = await ownApp();
  try {
    const founder = await founderAt(app);
    const { id } = await engineerAt(app, await founder.send());
    const seen: string[] = [];
    const news = states(app, id, "never", seen);
    await expect.poll(() => seen).toEqual(["sent"]);
    expect(await Promise.all([app.askToStop(), news])).toEqual([143, ["sent"]]);
  } finally {
    await app.end();
  }
});

/** As credcheck says it at CREATE ROLE. */
const REFUSAL = "do $$ begin raise exception 'password type is not a plain text'; end $$";

/** Once more after each end of the app, as a person presses again. */
async function insist<Value>(app: Own, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch {
    await app.crash();
    return step();
  }
}

/** The states that the stream of events tells, up to the last that is waited for. */
async function states(app: Own, id: string, last: string, seen: string[] = []): Promise<string[]> {
  const headers = { cookie: app.cookie };
  const response = await fetch(`${app.url}/hand-offs/${id}/events`, { headers, signal: AbortSignal.timeout(60_000) });
  let text = "";
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    for (const [, state = ""] of text.matchAll(/"state":"([a-z-]+)"/g)) if (!seen.includes(state)) seen.push(state);
    if (seen.includes(last)) return seen;
  }
  return seen;
}

/** Mulberry32: the same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
