import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { sql } from "../postgres/sql.ts";
import { FEW_VERSIONS, withDatabase } from "../testing/clusters.ts";
import { inspect } from "./inspect.ts";

/** Every kind of hold on a relation: by ownership, PUBLIC, a group with and without INHERIT, grant options, reading all. */
const world = (p: string, readsAll: boolean) => `
create role ${p}_owner nologin; create role ${p}_group nologin; create role ${p}_shy nologin;
create role ${p}_member login password 'x' in role ${p}_group;
create role ${p}_apart login noinherit password 'x' in role ${p}_group, ${p}_owner;
create role ${p}_heir login password 'x' in role ${p}_owner;
create role ${p}_nobody login password 'x';
create role ${p}_all login password 'x' ${readsAll ? "in role pg_read_all_data" : ""};
grant create on schema public to ${p}_owner;
create schema "Other; one"; grant usage on schema "Other; one" to public;
create table plain(a int); create table shared(a int); grant select on shared to public;
create table passed(a int); grant select on passed to ${p}_group with grant option;
create table given(a int); grant select on given to ${p}_group; grant insert on given to public;
create table "Other; one".taken(a int); revoke all on "Other; one".taken from postgres, public;
create table owned(a int); alter table owned owner to ${p}_owner;
create table emptied(a int); alter table emptied owner to ${p}_owner; revoke all on emptied from ${p}_owner;
create table one_column(a int, b int); grant select (a) on one_column to public;
create view watching as select * from shared; create materialized view kept as select 1 as a;
create table parted(a int) partition by range (a); create table parted_1 partition of parted for values from (0) to (9);
create table parted_2 partition of parted for values from (9) to (99) partition by range (a);
create table parted_2_1 partition of parted_2 for values from (9) to (50);
create table wide(a text); insert into wide select string_agg(md5(n::text), '') from generate_series(1, 3000) n;
create sequence counting;`;

const asked = sql`select n.nspname as schema, c.relname as name, c.oid,
  has_table_privilege(c.oid, 'SELECT WITH GRANT OPTION') as grantable, has_table_privilege(c.oid, 'SELECT') as readable,
  (select i.inhparent from pg_inherits i where i.inhrelid = c.oid) as parent,
  (c.relpages + coalesce((select t.relpages from pg_class t where t.oid = c.reltoastrelid), 0)) * 8192 as bytes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ('public', 'Other; one')`;

for (const version of FEW_VERSIONS) {
  test(`on ${version} the look says of every relation what the server says, whoever asks`, () =>
    withDatabase(version, async (db) => {
      await db.query(world(db.prefix, version >= 14));
      await db.query("vacuum wide");
      const admin = await db.admin("createrole");
      const others = ["member", "apart", "heir", "nobody", "all"].map((who) => ({
        user: `${db.prefix}_${who}`,
        password: "x",
      }));
      for (const { user, password } of [db.superuser, admin, ...others]) {
        await withClient(db.targetFor(user, password), {}, async (client) => {
          const { relations } = await inspect(client, { role: "nobody_yet" });
          const { rows } = await client.query(asked);
          assert.equal(relations.length, rows.length);
          const found = new Map(relations.map((one) => [one.oid, one]));
          for (const row of rows) {
            const { schema, name, grantable, readable, kind, bytes } = found.get(row.oid as number) ?? assert.fail();
            const said = { schema, name, grantable, readable };
            const { schema: n, name: r, grantable: g, readable: s } = row;
            assert.deepEqual(said, { schema: n, name: r, grantable: g, readable: s }, `${user}: ${row.name}`);
            if (kind !== "p") assert.equal(bytes, Number(row.bytes), `${row.name}`);
          }
          const order = relations
            .filter((one) => one.partitionRoot === null)
            .map(({ schema, name }) => `${schema}.${name}`);
          assert.deepEqual(order, order.toSorted());
          const parts = relations.filter((one) => one.name.startsWith("parted")).map((one) => one.name);
          assert.deepEqual(parts, ["parted", "parted_1", "parted_2", "parted_2_1"]);
        });
      }
    }));
}
