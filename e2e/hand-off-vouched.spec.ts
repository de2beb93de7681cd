import { expect } from "playwright/test";
import type { RunResult } from "../components/wizard/wire.ts";
import { planRequestSchema } from "../lib/plan/request.ts";
import { test } from "./fixtures.ts";
import { engineerAt, founderAt } from "./hand-off-people.ts";

test("a verdict that was changed in the engineer's browser does not come back to the founder", async ({
  app,
  context,
  shop,
}) => {
  const cookie = (await context.cookies(app.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const server = { url: app.url, cookie };
  const founder = await founderAt(server);
  const engineer = await engineerAt(server, await founder.send());
  await engineer.begin();
  await engineer.claim(shop.db.host);
  const record = await engineer.record();
  const { host, port, name: database } = shop.db;
  const target = { host, port, database, ...shop.admin, tls: "disable", caPem: null } as const;
  const schemas = [{ name: "public", future: false, relations: [{ name: "orders", columns: null }] }];
  const request = planRequestSchema.parse({ role: record.role, schemas });
  await engineer.step("run");
  // CREATE on public is left open, so that the verdict is a bad one.
  const result = await engineer.run(target, request, record);
  const { verification } = result;
  expect(verification.verdict).toBe("can-write");
  const lies: RunResult[] = [
    { ...result, verification: { ...verification, verdict: "read-only" } },
    { ...result, report: (result.report ?? "").replace('"can-write"', '"read-only"') },
    { ...result, address: { ...result.address, host: "db.example.com" } },
  ];
  for (const lie of lies) await expect(engineer.complete(lie)).rejects.toMatchObject({ code: "refused.report" });
  await engineer.complete(result);
  const { answer } = await founder.collect(engineer.id);
  expect(JSON.parse(answer.report).run.verification.verdict).toBe("can-write");
});
