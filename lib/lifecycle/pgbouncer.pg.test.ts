import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { undo } from "../testing/apply-shop.ts";
import { FEW_VERSIONS, withDatabase } from "../testing/clusters.ts";
import { PGBOUNCER, withPgBouncer } from "../testing/pgbouncer-auth-query.ts";
import { difference, privilegesOf } from "../testing/privileges.ts";
import type { Verification } from "../verify/verification.ts";
import { verify } from "../verify/verify.ts";
import { scopeOfRequest } from "../verify/verify-request.ts";
import { create } from "./create.ts";
import { stagesFor } from "./stages-for.ts";

const skip = PGBOUNCER === null ? "this machine has no pgbouncer" : false;

for (const version of FEW_VERSIONS) {
  test(
    `PG ${version}: through a real PgBouncer in transaction mode a login is made, proven, found unchanged, judged and taken back`,
    { skip },
    () =>
      withDatabase(version, async (db) => {
        const admin = await db.admin("createrole");
        await db.query("create table public.orders(id int); create table public.people(id int, secret text)", admin);
        const before = await privilegesOf(db);
        await withPgBouncer(db, async (port) => {
          const pooled = { ...db.targetFor(admin.user, admin.password), port };
          await withClient(pooled, {}, async (client) => assert.equal(client.info.pooled, true));
          const relations = [
            { name: "orders", columns: null },
            { name: "people", columns: ["id"] },
          ];
          const request = planRequestSchema.parse({
            role: `${db.prefix}_lucien`,
            schemas: [{ name: "public", future: true, relations }],
            accept: ["public-schema-create"],
          });
          const password = newPassword();
          const verifier = await scramVerifier(password);
          const run = () => create(pooled, request, { fingerprint: null, verifier, stages: stagesFor(pooled, {}) });
          const first = await run();
          assert.equal(first.outcome, "created");
          assert.deepEqual(writesHere(first.verification), []);
          assert.ok(first.verification.probes.some((probe) => probe.sqlstate === "42501"));
          assert.equal((await run()).outcome, "unchanged");
          const login = { ...db.targetFor(request.role, password), port };
          const judged = await verify(login, { scope: scopeOfRequest(request) });
          assert.equal(judged.reach, "all");
          assert.deepEqual(writesHere(judged), []);
          await undo(db, admin, { plan: first });
        });
        assert.deepEqual(difference(before, await privilegesOf(db)), []);
      }),
  );
}

/** The other databases of the server are other tests'. */
function writesHere({ findings }: Verification): Verification["findings"] {
  return findings.filter((one) => one.class === "write" && !one.object?.database);
}
