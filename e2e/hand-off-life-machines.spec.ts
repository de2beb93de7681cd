import { expect } from "playwright/test";
import type { KnownLogin } from "../lib/hand-off/hand-off.types.ts";
import { ROLE, test } from "./fixtures.ts";
import { engineerAt, founderAt } from "./hand-off-people.ts";
import { ownApp } from "./hand-off-servers.ts";
import { REQUEST, targetOf, wholeWay } from "./hand-off-whole-way.ts";
import { asCopied } from "./login.ts";
import type { Shop } from "./shop.ts";

/** Makes a login by a link and takes its URL: then it is listed. */
async function listed(app: Awaited<ReturnType<typeof ownApp>>, shop: Shop) {
  const { url, founder, id } = await wholeWay(app, shop, async () => {});
  await founder.finish(id);
  const { html } = await founder.page("/connections");
  const connection = /\/connections\/([A-Za-z0-9_-]{22})/.exec(html)?.[1] ?? "";
  const { host, port, name: database } = shop.db;
  const login: KnownLogin = { connection, host, port, database, sslmode: "disable", adopt: false };
  return { url, login, page: () => founder.page(`/connections/${connection}`) };
}

test("a pause and a removal by link survive kill -9 between any two steps, and said twice are one", async ({
  shop,
}) => {
  const app = await ownApp();
  try {
    const { url, login, page } = await listed(app, shop);
    const founder = await founderAt(app);
    for (const { intent, says } of [
      { intent: "pause", says: "It is paused. It cannot sign in." },
      { intent: "remove", says: null },
    ] as const) {
      const engineer = await engineerAt(app, await founder.send({ intent, login }));
      await app.crash();
      await engineer.claim(login.host);
      const record = await engineer.record();
      expect([record.intent, record.verifier, record.sealTo]).toEqual([intent, null, null]);
      await engineer.step("run");
      await app.crash();
      expect((await engineer.life(targetOf(shop), record)).outcome).toBe("done");
      // The answer was lost with the app: done again, it is so already.
      await app.crash();
      const answer = await engineer.life(targetOf(shop), record);
      expect([answer.outcome, answer.address]).toEqual(["unchanged", null]);
      await engineer.completeLife(answer, record);
      await app.crash();
      await engineer.completeLife(answer, record);
      const { html, status } = await page();
      if (says === null) expect(status).toBe(404);
      else expect(html).toContain(says);
      expect(await founder.collect(engineer.id)).toMatchObject({ password: "" });
      await founder.finish(engineer.id);
      await expect(engineer.begin()).rejects.toMatchObject({ code: "refused.link" });
    }
    await expect(asCopied(url)("select 1")).rejects.toMatchObject({ code: "28P01" });
    const told = (await founder.page("/activity")).html;
    for (const did of ["paused", "removed"]) {
      expect(told.split(`>Your engineer ${did} the login of ${shop.db.name}.<`)).toHaveLength(2);
    }
  } finally {
    await app.end();
  }
});

test("another choice by link: other tables, the same password, and the list has the new proof", async ({ shop }) => {
  const app = await ownApp();
  try {
    const { url, login, page } = await listed(app, shop);
    const founder = await founderAt(app);
    const engineer = await engineerAt(app, await founder.send({ intent: "change", login }));
    await engineer.claim(login.host);
    const record = await engineer.record();
    const relations = [{ name: "order_totals", columns: null }];
    const request = { ...REQUEST, schemas: [{ name: "public", future: false, relations }] };
    const { plan } = await engineer.plan(targetOf(shop), request);
    const accept = plan.hazards.map(({ key }) => key);
    const run = await engineer.run(targetOf(shop), { ...request, accept }, record);
    expect(run.passwordMode).toBe("unchanged");
    await engineer.complete(run, "change");
    expect(await asCopied(url)("select * from public.order_totals")).toHaveLength(1);
    await expect(asCopied(url)("select * from public.orders")).rejects.toMatchObject({ code: "42501" });
    expect((await page()).html).toMatch(/(?:was|were) refused|Nothing was tried/);
    expect(await founder.collect(engineer.id)).toMatchObject({ password: "" });
    expect(await shop.db.query(`select from pg_roles where rolname = '${ROLE}'`)).toHaveLength(1);
  } finally {
    await app.end();
  }
});
