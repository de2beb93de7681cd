import { expect } from "playwright/test";
import type { TargetInput } from "../components/wizard/wire.ts";
import type { PlanRequest } from "../lib/plan/request.ts";
import { engineerAt, founderAt, type Server } from "./hand-off-people.ts";
import type { Shop } from "./shop.ts";

export const REQUEST: PlanRequest = {
  role: "lucien_readonly",
  schemas: [{ name: "public", future: false, relations: [{ name: "orders", columns: null }] }],
  connectionLimit: 10,
  statementTimeoutMs: 60_000,
  validUntil: null,
  rowRules: "keep",
  accept: [],
  giveBack: {},
  adopt: false,
};

/** Send, begin, claim, plan, run, complete, collect; `between` is called between any two of them. */
export async function wholeWay(
  server: Server,
  shop: Shop,
  between: (id: string | null) => Promise<void>,
  midRun = false,
) {
  const target = targetOf(shop);
  const founder = await founderAt(server);
  const link = await founder.send();
  await between(null);
  const engineer = await engineerAt(server, link);
  expect((await engineer.begin()).kind).toBe("record");
  await between(engineer.id);
  await engineer.claim(shop.db.host);
  await between(engineer.id);
  const record = await engineer.record();
  const { plan } = await engineer.plan(target, REQUEST);
  const request = { ...REQUEST, accept: plan.hazards.map(({ key }) => key) };
  await engineer.step("run");
  await between(engineer.id);
  if (midRun) {
    const cut = engineer.run(target, request, record).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await between(engineer.id);
    await cut;
  }
  const result = await engineer.run(target, request, record);
  await between(engineer.id);
  await engineer.complete(result);
  await between(engineer.id);
  return { ...(await founder.collect(engineer.id)), founder, id: engineer.id, link };
}

export function targetOf({ db, admin }: Shop): TargetInput {
  const { host, port, name } = db;
  return { host, port, database: name, ...admin, tls: "disable", caPem: null };
}
