import assert from "node:assert/strict";
import { test } from "node:test";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { planRequestSchema } from "../plan/request.ts";
import { withClient } from "../postgres/client.ts";
import { ident, literal, sql } from "../postgres/sql.ts";
import { VERSIONS, withCluster } from "../testing/clusters.ts";
import { create } from "./create.ts";

/** Everything that must not be found, by what it is. */
type Canaries = Record<string, string>;

function found(log: string, canaries: Canaries): string[] {
  return Object.entries(canaries)
    .filter(([, secret]) => secret !== "" && log.includes(secret))
    .map(([what]) => what);
}

for (const version of VERSIONS) {
  test(`PG ${version}: with log_statement = all and a forced error, no password is in the server's log`, () =>
    withCluster(version, { conf: { log_statement: "all", log_min_messages: "debug1" } }, (cluster) =>
      cluster.withDatabase(async (db) => {
        const admin = await db.admin("createrole");
        await db.query("create table public.orders(id int)", admin);
        const setByTheTest = cluster.log().split(admin.password).length;
        assert.equal(setByTheTest, 2);
        const password = newPassword();
        const secrets: Canaries = { "the role's password": password, "the temporary password": "" };
        const request = planRequestSchema.parse({
          role: `${db.prefix}_lucien`,
          schemas: [{ name: "public", future: true, relations: [{ name: "orders", columns: null }] }],
        });
        const result = await create(db.targetFor(admin.user, admin.password), request, {
          fingerprint: null,
          verifier: await scramVerifier(password),
          stages: {
            survey: async (client, role) => ({ snapshot: await inspect(client, { role }), findings: [] }),
            async verify({ login }) {
              assert.ok(login);
              secrets["the temporary password"] = login.password.reveal();
              const forced = withClient(login, {}, (client) => client.query(sql`delete from public.orders`));
              await assert.rejects(forced, { sqlstate: "25006" });
              return { findings: [] } as never;
            },
          },
        });
        assert.ok(
          cluster.log().includes(`CREATE ROLE ${ident(result.role)}`),
          "the log holds no statements: nothing was tested",
        );
        assert.ok(
          cluster.log().includes("ERROR:  cannot execute DELETE"),
          "the log holds no errors: nothing was tested",
        );
        assert.deepEqual(found(cluster.log(), secrets), []);

        // The admin's password was set by the test itself, in clear: what counts is that no run repeats it.
        assert.equal(cluster.log().split(admin.password).length, setByTheTest);

        // A planted canary is found, so the search above can fail.
        await db.query(`alter role ${ident(result.role)} password ${literal(password)}`);
        assert.deepEqual(found(cluster.log(), secrets), ["the role's password"]);
      }),
    ));
}
