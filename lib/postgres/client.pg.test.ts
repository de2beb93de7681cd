import assert from "node:assert/strict";
import { test } from "node:test";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Target, withClient } from "./client.ts";
import { QueryError } from "./query-error.ts";
import { sql } from "./sql.ts";

function superuserOf(db: TestDatabase): Target {
  return db.targetFor(db.superuser.user, db.superuser.password);
}

for (const version of VERSIONS) {
  test(`on ${version} a session knows where it is, and its guards are set`, () =>
    withDatabase(version, async (db) => {
      await withClient({ ...superuserOf(db), tls: null }, {}, async (client) => {
        const { info } = client;
        assert.equal(Math.floor(info.serverVersionNum / 10_000), version);
        assert.equal(info.address, "127.0.0.1");
        assert.equal(info.tls, "disable");
        assert.equal(info.warnings.length, 1);
        assert.equal(info.pooled, false);
        assert.equal(info.parameters.server_encoding, "UTF8");
        const { rows } = await client.query(sql`select current_setting('search_path') as path,
          current_setting('jit') as jit, current_setting('lock_timeout') as lock, current_setting('TimeZone') as zone`);
        assert.deepEqual(rows, [{ path: "pg_catalog", jit: "off", lock: "2s", zone: "UTC" }]);
      });
    }));

  test(`on ${version} a role's own settings and a hostile search_path change nothing of what a session means`, () =>
    withDatabase(version, async (db) => {
      const role = `${db.prefix}_evil`;
      await db.query(`create role ${role} login password 'x';
        create schema trap; grant usage on schema trap to public;
        create function trap.ne(int4, int4) returns bool language sql as 'select true';
        create operator trap.<> (leftarg = int4, rightarg = int4, function = trap.ne);
        create function trap.version() returns text language sql as $$select 'CockroachDB'::text$$;
        alter role ${role} set search_path = trap, pg_catalog;
        alter role ${role} set quote_all_identifiers = on;
        alter role ${role} set client_min_messages = 'error';
        alter role ${role} set datestyle = 'German';
        alter role ${role} set statement_timeout = '10ms'`);
      await withClient(db.targetFor(role, "x"), {}, async (client) => {
        const { rows } = await client.query(sql`select version() like 'PostgreSQL%' as honest, 1 <> 1 as differs,
          format_type(16390, null) is not null as typed, current_setting('client_min_messages') as messages,
          date '2026-01-02' as day`);
        assert.deepEqual(rows, [{ honest: true, differs: false, typed: true, messages: "notice", day: "2026-01-02" }]);
      });
    }));

  test(`on ${version} values are read as the table of types says`, () =>
    withDatabase(version, async (db) => {
      await withClient(superuserOf(db), {}, async (client) => {
        const { rows } = await client.query(
          sql`select 9007199254740991::int8 as i8, 1.50::numeric as num, 26::oid as oid, array[1,2]::oid[] as oids,
            array['a,b','"',null]::text[] as texts, array['x']::name[] as names, 't'::bool as yes, null::int as nothing,
            '{"a":[1]}'::jsonb as json, timestamptz '2026-01-02 03:04:05.678+00' as at, array[1,2]::int8[] as i8s,
            'r'::"char" as kind, 0.5::float4 as ratio, '1 2'::oidvector as vector`,
        );
        assert.deepEqual(rows[0], {
          i8: 9007199254740991,
          num: "1.50",
          oid: 26,
          oids: [1, 2],
          texts: ["a,b", '"', null],
          names: ["x"],
          yes: true,
          nothing: null,
          json: { a: [1] },
          at: "2026-01-02 03:04:05.678+00",
          i8s: [1, 2],
          kind: "r",
          ratio: 0.5,
          vector: [1, 2],
        });
        await assert.rejects(client.query(sql`select 9223372036854775807::int8 as big`), QueryError);
        assert.equal((await client.query(sql`select 1 as one`)).rowCount, 1);
      });
    }));

  test(`on ${version} many statements share the line; notices and failures belong to theirs`, () =>
    withDatabase(version, async (db) => {
      await withClient(superuserOf(db), {}, async (client) => {
        const answered: number[] = [];
        const results = await client.many(
          [
            sql`do $$ begin raise warning 'first'; end $$`,
            sql`select 1 as n`,
            { statement: sql`select $1::text as t`, values: ["o'x"] },
            sql`do $$ begin raise notice 'last'; end $$`,
          ],
          (index) => answered.push(index),
        );
        assert.deepEqual(
          results.map((result) => result.notices.map((notice) => notice.message)),
          [["first"], [], [], ["last"]],
        );
        assert.deepEqual(
          results.map((result) => result.rows),
          [[], [{ n: 1 }], [{ t: "o'x" }], []],
        );
        assert.deepEqual(answered, [0, 1, 2, 3]);
        await assert.rejects(
          client.many([sql`select 1`, sql`select nowhere`, sql`select 1/0`]),
          (error: QueryError) => error.sqlstate === "42703" && error.statementIndex === 1,
        );
        assert.deepEqual((await client.query(sql`select 2 as n`)).rows, [{ n: 2 }]);
      });
    }));

  test(`on ${version} a GRANT that grants nothing is seen by its warning 01007`, () =>
    withDatabase(version, async (db) => {
      const role = `${db.prefix}_reader`;
      await db.query(`create table t (); create role ${role} login password 'x'; grant select on t to ${role}`);
      await withClient(db.targetFor(role, "x"), {}, async (client) => {
        const { notices, command } = await client.query(sql`grant select on public.t to public`);
        assert.equal(command, "GRANT");
        assert.deepEqual(
          notices.map(({ severity, sqlstate }) => [severity, sqlstate]),
          [["WARNING", "01007"]],
        );
      });
    }));

  test(`on ${version} a session that the server ends rejects what is under way, and the process lives on`, () =>
    withDatabase(version, async (db) => {
      await assert.rejects(
        withClient(superuserOf(db), {}, async (client) => {
          const sleeping = client.query(sql`select pg_sleep(30)`);
          sleeping.catch(() => undefined);
          await db.query(`select pg_terminate_backend(${client.info.backendPid})`);
          await sleeping;
        }),
        { code: "connect.restarted", sqlstate: "57P01" },
      );
    }));
}
