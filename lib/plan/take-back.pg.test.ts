import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../inspect/inspect.ts";
import { asAdmin, makeShop, requestFor, run, undo } from "../testing/apply-shop.ts";
import { FEW_VERSIONS, withDatabase } from "../testing/clusters.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import { planScripts } from "./script.ts";

for (const version of FEW_VERSIONS) {
  test(`PG ${version}: after an owner ran the line of the plan the undo stops at 2BP01 with all of it as it was, and its script says which line comes first`, () =>
    withDatabase(version, async (db) => {
      const admin = await db.admin("createrole");
      await makeShop(db, admin);
      const before = await privilegesOf(db);
      const request = requestFor(db);
      const { undoScript } = await asAdmin(db, admin, async (client) =>
        planScripts(request, await inspect(client, { role: request.role }), []),
      );
      const applied = await asAdmin(db, admin, (client) => run(client, request));
      const owner = `set role "${db.prefix}_other";`;
      for (const { remedy } of applied.uncovered) await db.query(`${owner} ${remedy}`);
      const helped = await privilegesOf(db);
      await assert.rejects(undo(db, admin, applied), { code: "2BP01" });
      assert.deepEqual(difference(helped, await privilegesOf(db)), []);
      const lines = undoScript.split("\n").flatMap((line) => /^-- .*_other runs: (.*)$/.exec(line)?.[1] ?? []);
      assert.equal(lines.length, applied.uncovered.length);
      for (const line of lines) await db.query(`${owner} ${line}`);
      await undo(db, admin, applied);
      assert.deepEqual(difference(before, await privilegesOf(db)), []);
    }));
}
