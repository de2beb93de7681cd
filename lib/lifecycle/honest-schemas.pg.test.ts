import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { DEFAULT_SCOPE } from "../plan/scope.ts";
import { selectFrom } from "../plan/select.ts";
import { withClient } from "../postgres/client.ts";
import { type TestCluster, type TestDatabase, VERSIONS, withCluster } from "../testing/clusters.ts";
import type { Verification } from "../verify/verification.ts";
import { create } from "./create.ts";
import { stagesFor } from "./stages-for.ts";

const HONEST = ["odoo-like", "postgis-like", "row-rules-everywhere", "regression-like"] as const;

for (const version of VERSIONS)
  describe(`on ${version}, with nothing but stock grants`, () => {
    // A server of their own: the verdict speaks of every database that PUBLIC may enter.
    let cluster: TestCluster;
    let close = () => {};
    let closed: Promise<void>;
    before(async () => {
      await new Promise<void>((ready) => {
        closed = withCluster(version, {}, async (own) => {
          cluster = own;
          await new Promise<void>((done) => {
            close = done;
            ready();
          });
        });
      });
    });
    after(() => {
      close();
      return closed;
    });

    for (const name of HONEST)
      test(`a login made with the defaults is found to write nowhere it does not: ${name}`, () =>
        cluster.withDatabase(async (db) => {
          await db.query(readFileSync(path.join(import.meta.dirname, "../testing/honest", `${name}.sql`), "utf8"));
          const { verification } = await createWithDefaults(db, []);
          assert.deepEqual(writes(verification), version >= 15 ? [] : stockWritesUntil14());
          if (name !== "row-rules-everywhere") assert.equal(verification.reach, "all");
          else
            assert.ok(verification.findings.some((one) => one.class === "read-gap" && one.object?.name === "item_1"));
        }));

    if (version < 15)
      test("the one stock way to write is closed where its hazard is accepted, and the others are named with their cure", () =>
        cluster.withDatabase(async (db) => {
          await db.query("create table public.orders (id int)");
          const { verification } = await createWithDefaults(db, ["public-schema-create"]);
          assert.deepEqual(
            writes(verification),
            stockWritesUntil14().filter((one) => !one.startsWith("here")),
          );
          for (const one of verification.findings.filter((f) => f.class === "write"))
            assert.match(one.remedy ?? "", /REVOKE CREATE ON SCHEMA "?public"? FROM PUBLIC/);
        }));
  });

/** Until 14 PUBLIC holds CREATE on the schema public of every database (src/bin/initdb/initdb.c, setup_privileges). */
function stockWritesUntil14(): string[] {
  return ["here: schema-create public", "postgres: schema-create public", "template1: schema-create public"];
}

function writes({ findings }: Verification): string[] {
  return findings
    .filter((one) => one.class === "write")
    .map((one) => `${one.object?.database ?? "here"}: ${one.code} ${one.object?.name}`)
    .sort();
}

async function createWithDefaults(db: TestDatabase, accept: string[]) {
  const target = db.targetFor(db.superuser.user, db.superuser.password);
  const role = `${db.prefix}_lucien`;
  const snapshot = await withClient(target, {}, (client) => inspect(client, { role }));
  const { schemas } = selectFrom(snapshot, DEFAULT_SCOPE);
  return create(target, planRequestSchema.parse({ role, schemas, accept }), {
    fingerprint: null,
    verifier: await scramVerifier(newPassword()),
    stages: stagesFor(target, {}),
  });
}
