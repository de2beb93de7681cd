import assert from "node:assert/strict";
import { test } from "node:test";
import { ident } from "../postgres/sql.ts";
import { withDatabase } from "../testing/clusters.ts";
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
