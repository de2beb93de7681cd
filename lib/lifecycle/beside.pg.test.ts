import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsAtLast } from "../apply/findings-beside.ts";
import type { Finding } from "../audit/finding.ts";
import { type Client, type Target, withClient } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { sql } from "../postgres/sql.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { makeLargeCatalog } from "../testing/large-catalog.ts";
import { withWire } from "../testing/wire.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { askBeside } from "./beside.ts";
import { stagesFor } from "./stages-for.ts";

/** Without whom it affects: roles of other tests come and go on the same server. */
function said({ code, object, privilege, detail }: Finding): string {
  return JSON.stringify([code, object, privilege, detail]);
}

for (const version of VERSIONS) {
  test(`a large database is looked at over two sessions, and the same is found as over one, on ${version}`, () =>
    withDatabase(version, async (db) => {
      await makeLargeCatalog(db);
      const { user, password } = await db.admin("createrole");
      const target = db.targetFor(user, password);
      let opened = 0;
      await withWire(
        target,
        (chunk) => {
          // A start-up message begins with its length; its protocol version stands behind that.
          if (chunk.length > 8 && chunk.readInt32BE(4) === 196_608) opened += 1;
          return "pass";
        },
        (wired) =>
          withClient(wired, {}, async (client) => {
            const seen = await stagesFor(wired, {}).survey(client, `${db.prefix}_lucien`);
            const [snapshot, findings] = [seen.snapshot, await findingsAtLast(seen.findings)];
            assert.deepEqual(findings.map(said), (await publicFindings(client)).map(said));
            assert.ok(findings.some((one) => one.object?.name === "t_7"));
            assert.equal(snapshot.relations.length, 41);
          }),
      );
      assert.equal(opened, 2);
    }));
}

const LAST = VERSIONS.at(-1) ?? 18;

test("a small database is looked at over the one session that is there", () =>
  withDatabase(LAST, async (db) => {
    const { user, password } = await db.admin("createrole");
    const target = db.targetFor(user, password);
    await withClient(target, {}, async (client) => {
      assert.equal(await askBeside(client, target, {}, async () => "asked").answer, null);
    });
  }));

test("where the login has no second connection, one is enough", () =>
  withDatabase(LAST, async (db) => {
    await makeLargeCatalog(db);
    const { user, password } = await db.admin("createrole");
    await db.query(`alter role ${user} connection limit 1`);
    const target = db.targetFor(user, password);
    await withClient(target, {}, async (client) => {
      const seen = await stagesFor(target, {}).survey(client, `${db.prefix}_lucien`);
      const findings = await findingsAtLast(seen.findings);
      assert.ok(findings.some((one) => one.object?.name === "t_7"));
    });
  }));

/** A session of an admin in a large database, and where it was opened. */
function inLarge(work: (client: Client, target: Target) => Promise<void>): Promise<void> {
  return withDatabase(LAST, async (db) => {
    await makeLargeCatalog(db);
    const { user, password } = await db.admin("createrole");
    const target = db.targetFor(user, password);
    await withClient(target, {}, (client) => work(client, target));
  });
}

test("what another database or server says under the same name does not count", () =>
  inLarge(async (client, target) => {
    let asked = false;
    const elsewhere = askBeside(client, { ...target, database: "postgres" }, {}, async () => {
      asked = true;
      return "asked";
    });
    assert.equal(await elsewhere.answer, null);
    assert.equal(asked, false, "nor is it asked there");
    assert.equal(elsewhere.begun(), false, "nor waited for");
    assert.equal(await askBeside(client, target, {}, async () => "asked").answer, "asked");
  }));

test("whoever is no longer asked hangs up, however long the answer would take", () =>
  inLarge(async (client, target) => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    let ended: unknown = null;
    const beside = askBeside(client, target, {}, async (second) => {
      const sleeping = second.query(sql`select pg_catalog.pg_sleep(60)`).catch((error) => {
        ended = error;
        throw error;
      });
      resolve();
      return sleeping;
    });
    await asked;
    beside.stop();
    assert.equal(await beside.answer, null);
    // Not the server's statement_timeout: the line was cut here.
    assert.ok(ended instanceof QueryError && ended.sqlstate === null);
  }));
