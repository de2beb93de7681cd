import assert from "node:assert/strict";
import { test } from "node:test";
import { ident } from "../postgres/sql.ts";
import { withDatabase } from "../testing/clusters.ts";
import { replaceQuery, type Verdict, withWire } from "../testing/wire.ts";
import { visit } from "./visit.ts";

test("a database that refuses the role's own login is closed; over somebody else's session nobody knows", () =>
  withDatabase(18, async (db) => {
    const role = `${db.prefix}_ro`;
    await db.query(`create role ${ident(role)} login password 'reader'`);
    const database = { name: `${db.prefix}_gone`, template: false, connectable: true, loginTrigger: false };
    const input = { target: db.targetFor(role, "reader"), role, database, client: {}, onProbe: () => {} };
    const own = await visit({ ...input, ownLogin: true });
    assert.deepEqual([own.state, own.findings.map(({ code }) => code)], ["closed", ["other-database-closed"]]);
    assert.deepEqual([own.probe?.sqlstate, own.probe?.result], ["3D000", "denied"]);
    const other = await visit({ ...input, ownLogin: false });
    assert.deepEqual([other.state, other.findings.map(({ code }) => code)], ["unknown", ["other-database-unknown"]]);
  }));

test("a template that a busy machine did not look through in its second is looked at again, in a session of its own", () =>
  withDatabase(18, async (db) => {
    const role = `${db.prefix}_ro`;
    await db.query(`create role ${ident(role)} login password 'reader'`);
    const database = { name: db.name, template: true, connectable: true, loginTrigger: false };
    const busy = /pg_auth_members/;
    let slow = 0;
    const judge = (chunk: Buffer) => {
      if (slow > 0 || !busy.test(chunk.toString("latin1"))) return "pass";
      slow += 1;
      return { instead: replaceQuery(chunk, busy, "select pg_catalog.pg_sleep(60)") };
    };
    await withWire(db.targetFor(role, "reader"), judge, async (target) => {
      const { state, findings } = await visit({
        target,
        role,
        database,
        client: {},
        ownLogin: true,
        onProbe: () => {},
      });
      assert.deepEqual([slow, state], [1, "entered"], JSON.stringify(findings));
    });
  }));

test("a database that is dropped while it is looked into is closed, as one that was gone before", () =>
  withDatabase(18, async (db) => {
    const [role, there] = [`${db.prefix}_ro`, `${db.prefix}_there`];
    await db.query(`create role ${ident(role)} login password 'reader'`);
    await db.query(`create database ${ident(there)} template template0`);
    let dropped: Promise<unknown> | undefined;
    const dropAtTheLook = (chunk: Buffer): Verdict => {
      if (dropped !== undefined || !chunk.includes("repeatable read")) return "pass";
      dropped = db.query(`drop database ${ident(there)} with (force)`);
      return "lose";
    };
    await withWire(db.targetFor(role, "reader"), dropAtTheLook, async (target) => {
      const database = { name: there, template: false, connectable: true, loginTrigger: false };
      const seen = await visit({ target, role, database, client: {}, ownLogin: true, onProbe: () => {} });
      assert.deepEqual([seen.state, seen.probe?.sqlstate], ["closed", "3D000"]);
    });
    assert.ok(dropped, "it was looked into before");
    await dropped;
  }));

test("an account that is kept for another server is named elsewhere too, where the role reads through it", () =>
  withDatabase(18, async (db) => {
    const role = `${db.prefix}_ro`;
    await db.query(`create role ${ident(role)} login password 'reader';
      create foreign data wrapper far; create server away foreign data wrapper far;
      create user mapping for public server away; create foreign table public.there(id int) server away`);
    const database = { name: db.name, template: false, connectable: true, loginTrigger: false };
    const input = { target: db.targetFor(role, "reader"), role, database, client: {}, ownLogin: true };
    const codes = async () => (await visit({ ...input, onProbe: () => {} })).findings.map(({ code }) => code);
    assert.ok(!(await codes()).includes("user-mapping"));
    await db.query(`grant select on public.there to ${ident(role)}`);
    assert.ok((await codes()).includes("user-mapping"));
  }));
