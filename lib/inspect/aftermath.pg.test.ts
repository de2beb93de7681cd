import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { inspectAftermath, type LoginStanding } from "./aftermath.ts";

const NOTHING = {
  bootstrap: false,
  ownsDatabase: false,
  owns: false,
  granted: false,
  holds: false,
  hasDefaults: false,
  adminOfRole: false,
  grantedMembership: false,
};

for (const version of VERSIONS) {
  test(`PG ${version}: what hangs on a login is seen, each thing by itself, and is gone when it is taken back`, () =>
    withDatabase(version, async (db) => {
      const login = `${db.prefix}_login`;
      const [me, made, other] = [login, `${db.prefix}_made`, `${db.prefix}_other`].map(ident);
      await db.query(`create role ${me} login createrole password 'x'; create role ${made}; create role ${other};
        create schema shop; create table shop.orders(id int, total int)`);
      const stories: [Partial<LoginStanding>, string, string][] = [
        [{}, "", ""],
        [{ owns: true }, `alter table shop.orders owner to ${me}`, "alter table shop.orders owner to postgres"],
        [{ owns: true }, `alter schema shop owner to ${me}`, "alter schema shop owner to postgres"],
        [{ holds: true }, `grant usage on schema shop to ${me}`, `revoke usage on schema shop from ${me}`],
        [{ holds: true }, `grant select on shop.orders to ${me}`, `revoke select on shop.orders from ${me}`],
        [{ holds: true }, `grant select(id) on shop.orders to ${me}`, `revoke select(id) on shop.orders from ${me}`],
        [
          { holds: true },
          `grant connect on database ${ident(db.name)} to ${me}`,
          `revoke connect on database ${ident(db.name)} from ${me}`,
        ],
        [
          { holds: true, granted: true },
          `grant usage on schema shop to ${me}; grant select(total) on shop.orders to ${me} with grant option; set role ${me}; grant select(total) on shop.orders to ${other}; reset role`,
          `revoke select(total) on shop.orders from ${me} cascade; revoke usage on schema shop from ${me}`,
        ],
        [
          { hasDefaults: true },
          `alter default privileges in schema shop grant select on tables to ${me}`,
          `alter default privileges in schema shop revoke select on tables from ${me}`,
        ],
        [
          { hasDefaults: true },
          `alter default privileges for role ${me} in schema shop grant select on tables to ${other}`,
          `alter default privileges for role ${me} in schema shop revoke select on tables from ${other}`,
        ],
        [{ adminOfRole: true }, `grant ${made} to ${me} with admin option`, `revoke ${made} from ${me}`],
        [
          { adminOfRole: true, grantedMembership: true },
          `grant ${made} to ${me} with admin option; set role ${me}; grant ${made} to ${other}; reset role`,
          `revoke ${made} from ${other} ${version >= 16 ? `granted by ${me}` : ""}; revoke ${made} from ${me}`,
        ],
      ];
      for (const [seen, before, after] of stories) {
        if (before !== "") await db.query(before);
        assert.deepEqual(await standingOf(db, login, `${db.prefix}_made`), { ...NOTHING, ...seen, login }, before);
        if (after !== "") await db.query(after);
      }
      assert.deepEqual(await standingOf(db, login, `${db.prefix}_made`), { ...NOTHING, login });
    }));
}

async function standingOf(db: TestDatabase, login: string, role: string): Promise<LoginStanding> {
  const asked = { role, database: db.name, schemas: [], known: [] };
  const after = await withClient(db.targetFor(login, "x"), {}, (client) => inspectAftermath(client, asked));
  return after.standing;
}
