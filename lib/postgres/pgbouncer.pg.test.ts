import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { PGBOUNCER, withPgbouncer } from "../testing/pgbouncer.ts";
import { type Target, withClient } from "./client.ts";
import { sql } from "./sql.ts";

const version = VERSIONS.at(-1) ?? 18;

test(
  "PgBouncer is known as a pooler, and what it refuses is told",
  { skip: PGBOUNCER === null && "not installed" },
  () =>
    withDatabase(version, (db) =>
      withPgbouncer(db, async (port) => {
        const target = { ...db.targetFor(db.superuser.user, db.superuser.password), port };
        const outcome = (over: Partial<Target>) =>
          withClient({ ...target, ...over }, {}, async (client) => {
            const { rows } = await client.query(sql`select current_setting('search_path') as path`);
            return [client.info.pooled, rows[0]?.path];
          }).catch((error) => error.code);
        assert.deepEqual(await outcome({}), [true, '"$user", public']);
        assert.equal(await outcome({ password: new Secret("wrong") }), "connect.pooler-rejected");
        assert.equal(await outcome({ user: "nobody_here" }), "connect.pooler-rejected");
        assert.equal(await outcome({ database: "nowhere" }), "connect.pooler-rejected");
        assert.equal(await outcome({ database: "down" }), "connect.pooler-backend-down");
        assert.equal(await outcome({ tls: "require" }), "connect.no-encryption");
      }),
    ),
);
