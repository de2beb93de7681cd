import assert from "node:assert/strict";
import { test } from "node:test";
import { byMember, inheritedSet, reachOf } from "./closure.ts";
import type { AccessMembership, AccessRole } from "./facts.ts";

const NAMES = ["", "reader", "team", "writer", "boss", "far"];

function role(oid: number, rest: Partial<AccessRole> = {}): AccessRole {
  const none = {
    superuser: false,
    inherit: true,
    createRole: false,
    createDb: false,
    login: false,
    replication: false,
  };
  return {
    oid,
    name: NAMES[oid] ?? `r${oid}`,
    ...none,
    bypassRls: false,
    connectionLimit: -1,
    validUntil: null,
    ...rest,
  };
}

function member(oid: number, of: number, options: Partial<AccessMembership> = {}): AccessMembership {
  return { member: oid, role: of, inherit: true, set: true, admin: false, ...options };
}

function reach(memberships: AccessMembership[], databaseOwner = 10) {
  const roles = new Map(
    [1, 2, 3, 4, 5, 6171].map((oid) => [oid, role(oid, oid === 6171 ? { name: "pg_database_owner" } : {})]),
  );
  const found = reachOf(role(1), { roles, memberships, databaseOwner });
  return Object.fromEntries(found.map((one) => [one.name, one]));
}

test("a role alone reaches itself", () => {
  const { reader, ...others } = reach([]);
  assert.deepEqual(others, {});
  assert.equal(reader?.how, "self");
  assert.deepEqual(reader?.via, ["reader"]);
});

test("what is inherited through a chain is named by the chain", () => {
  const { writer } = reach([member(1, 2), member(2, 3)]);
  assert.deepEqual(writer?.via, ["team", "writer"]);
  assert.equal(writer?.how, "inherit");
  assert.equal(writer?.inherited, true);
});

test("SET without INHERIT gives the role by a step, and what that role inherits with it", () => {
  const { team, writer } = reach([member(1, 2, { inherit: false }), member(2, 3, { set: false })]);
  assert.deepEqual([team?.how, team?.inherited, team?.canAct], ["set", false, true]);
  assert.deepEqual([writer?.how, writer?.inherited, writer?.canAct], ["set", false, false]);
});

test("INHERIT without SET gives privileges but not the attributes", () => {
  const { boss } = reach([member(1, 4, { set: false })]);
  assert.deepEqual([boss?.inherited, boss?.canAct], [true, false]);
});

test("SET ROLE asks about the session's role, so what an inherited group may SET is out of reach", () => {
  assert.equal(reach([member(1, 2, { set: false }), member(2, 3, { inherit: false })]).writer, undefined);
});

test("ADMIN of an inherited group is a step to the role", () => {
  const { writer } = reach([member(1, 2, { set: false }), member(2, 3, { inherit: false, set: false, admin: true })]);
  assert.deepEqual([writer?.how, writer?.admin, writer?.canAct], ["admin", true, true]);
  assert.deepEqual(writer?.via, ["team", "writer"]);
});

test("a membership without INHERIT, SET and ADMIN reaches nothing", () => {
  assert.equal(reach([member(1, 2, { inherit: false, set: false })]).team, undefined);
});

test("who owns the database is pg_database_owner, also through a group", () => {
  assert.equal(reach([], 1).pg_database_owner?.how, "database-owner");
  assert.deepEqual(reach([member(1, 2)], 2).pg_database_owner?.via, ["team", "pg_database_owner"]);
});

test("circles end", () => {
  const { team, writer } = reach([member(1, 2), member(2, 3), member(3, 2)]);
  assert.ok(team && writer);
});

test("a chain of ten thousand roles takes no time", () => {
  const roles = new Map(Array.from({ length: 10_000 }, (_, i) => [i + 1, role(i + 1)]));
  const memberships = Array.from({ length: 9_999 }, (_, i) => member(i + 1, i + 2));
  assert.equal(reachOf(role(1), { roles, memberships, databaseOwner: 0 }).length, 10_000);
});

test("the roles that another login inherits are itself and what it is a member of with INHERIT", () => {
  const edges = byMember([member(1, 2), member(2, 3, { inherit: false }), member(2, 4)]);
  assert.deepEqual([...inheritedSet(1, edges)].sort(), [1, 2, 4]);
});
