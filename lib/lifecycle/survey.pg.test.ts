import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsAtLast } from "../apply/findings-beside.ts";
import type { Finding } from "../audit/finding.ts";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { DEFAULT_SCOPE } from "../plan/scope.ts";
import { selectFrom } from "../plan/select.ts";
import { type Target, withClient } from "../postgres/client.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { makeLargeCatalog } from "../testing/large-catalog.ts";
import { withWire } from "../testing/wire.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { create } from "./create.ts";
import { stagesFor } from "./stages-for.ts";

const LAST = VERSIONS.at(-1) ?? 18;

/** A large database of this admin's, and the way to it. */
async function inLarge(version: (typeof VERSIONS)[number], work: (db: TestDatabase, target: Target) => Promise<void>) {
  await withDatabase(version, async (db) => {
    const admin = await db.admin("createrole");
    await makeLargeCatalog(db, admin);
    await work(db, db.targetFor(admin.user, admin.password));
  });
}

/** Without whom it affects: roles of other tests come and go on the same server. */
function said({ code, object, privilege, detail }: Finding): string {
  return JSON.stringify([code, object, privilege, detail]);
}

for (const version of VERSIONS) {
  test(`what two sessions read of one snapshot is what one session reads, on ${version}`, () =>
    inLarge(version, async (db, target) => {
      const role = `${db.prefix}_lucien`;
      let entered = 0;
      await withWire(
        target,
        (chunk) => {
          if (chunk.includes("set transaction snapshot")) entered += 1;
          return "pass";
        },
        (wired) =>
          withClient(wired, {}, async (client) => {
            const { promise: underway, resolve } = Promise.withResolvers<void>();
            const seen = await stagesFor(wired, {}).survey(client, role, { underway });
            assert.ok(!Array.isArray(seen.findings), "they are not waited for");
            const alone = await inspect(client, { role });
            assert.equal(alone.relations.length, 41);
            assert.deepEqual(seen.snapshot.relations, alone.relations);
            resolve();
            assert.deepEqual((await findingsAtLast(seen.findings)).map(said), (await publicFindings(client)).map(said));
          }),
      );
      assert.equal(entered, 1);
    }));
}

/** A run that nobody was shown, as the command line makes it. */
async function createOver(db: TestDatabase, target: Target) {
  const request = planRequestSchema.parse({ role: `${db.prefix}_lucien`, schemas: [] });
  return create(target, request, {
    fingerprint: null,
    choose: (snapshot) => selectFrom(snapshot, DEFAULT_SCOPE).schemas,
    verifier: await scramVerifier(newPassword()),
    stages: stagesFor(target, {}),
  });
}

function keysOf(result: Awaited<ReturnType<typeof createOver>>): string[] {
  return result.hazards.map((hazard) => hazard.key).sort();
}

const OPEN = "public-table-write:public.t_7";

test("hazards are told although PUBLIC is looked at while the grants run", () =>
  inLarge(LAST, async (db, target) => {
    const result = await createOver(db, target);
    assert.equal(result.outcome, "created");
    assert.ok(keysOf(result).includes(OPEN));
    assert.ok(result.verification.findings.some((one) => one.class === "write" && one.object?.name === "t_7"));
  }));

/** Cuts the line of the first that sends this; the others pass. */
function cutting(what: string): { judge: (chunk: Buffer) => "pass" | "cut"; cut: () => number } {
  let cut = 0;
  const judge = (chunk: Buffer) => {
    if (cut > 0 || !chunk.includes(what)) return "pass";
    cut += 1;
    return "cut";
  };
  return { judge, cut: () => cut };
}

for (const [when, what] of [
  ["reads its share", "set transaction snapshot"],
  ["looks at PUBLIC while the grants run", "p.prosecdef"],
] as const) {
  test(`a second session that is lost as it ${when} costs the run nothing but time`, () =>
    inLarge(LAST, async (db, target) => {
      const { judge, cut } = cutting(what);
      await withWire(target, judge, async (wired) => {
        const result = await createOver(db, wired);
        assert.equal(result.outcome, "created");
        assert.ok(keysOf(result).includes(OPEN));
        assert.equal(result.verification.coverage.readable, 41);
      });
      assert.equal(cut(), 1);
    }));
}

/** What PUBLIC may do has been read over the other session, and waits to be judged. */
async function secondHasRead(db: TestDatabase, first: number): Promise<void> {
  const ended = `select from pg_stat_activity
    where datname = '${db.name}' and pid not in (${first}, pg_backend_pid()) and state = 'idle' and query = 'commit'`;
  while ((await db.query(ended)).length === 0);
}

test("a run that ends before anything is underway waits for no second session", () =>
  inLarge(LAST, async (db, target) => {
    await withClient(target, {}, async (client) => {
      const over = new AbortController();
      const underway = new Promise<void>(() => {});
      const wish = { underway, signal: over.signal };
      const { findings } = await stagesFor(target, {}).survey(client, `${db.prefix}_lucien`, wish);
      assert.ok(!Array.isArray(findings));
      await secondHasRead(db, client.info.backendPid);
      over.abort();
      await findings.soon;
    });
  }));

test("where nobody may export a snapshot one session reads all", () =>
  inLarge(LAST, async (db, target) => {
    await db.query("revoke execute on function pg_catalog.pg_export_snapshot() from public");
    const result = await createOver(db, target);
    assert.equal(result.verification.coverage.readable, 41);
    assert.ok(keysOf(result).includes(OPEN));
  }));
