import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProbingOthers, ProbingRelation } from "../inspect/probing.ts";
import type { RelationRights } from "../verify/verification.ts";
import { otherTries } from "./other-tries.ts";
import { selectRelations } from "./select-relations.ts";
import { notTried, tableTries } from "./table-tries.ts";

const RELATION: ProbingRelation = {
  oid: 1,
  schema: "s",
  name: "t",
  kind: "r",
  readable: ["a", "b"],
  settable: "a",
  held: [],
  runsCode: false,
  foreign: false,
  busy: false,
  family: 1,
};
const RIGHTS: RelationRights = {
  schema: "s",
  name: "t",
  kind: "r",
  estimatedRows: 1,
  meant: true,
  read: "all",
  readableColumns: 2,
  columns: 2,
  can: [],
};
const GROUND = { writable: true, triggered: false };

const actions = (rights: Partial<RelationRights>, relation: Partial<ProbingRelation>, ground = GROUND) =>
  tableTries({ ...RIGHTS, ...rights }, { ...RELATION, ...relation }, ground).map(({ action }) => action);

test("a table that is out of reach is tried in every way but a trigger", () => {
  assert.deepEqual(actions({}, {}), ["select", "insert", "update", "delete", "truncate", "alter", "drop"]);
  assert.deepEqual(actions({}, { kind: "v" }), ["select", "insert", "update", "delete", "alter", "drop"]);
});

test("a right that the catalog shows is never tried", () => {
  assert.deepEqual(actions({ can: ["insert", "truncate", "drop"] }, {}), ["select", "update", "delete", "alter"]);
  assert.deepEqual(actions({}, { held: ["truncate", "alter", "drop"] }), ["select", "insert", "update", "delete"]);
});

test("where planning could run code, reach another server or lock very much, only ownership is tried", () => {
  for (const danger of [{ runsCode: true }, { foreign: true }, { family: 501 }]) {
    assert.deepEqual(actions({}, danger), ["truncate", "alter", "drop"]);
    assert.notEqual(notTried({ ...RELATION, ...danger }, GROUND), null);
  }
  assert.deepEqual(actions({}, { busy: true }), []);
});

test("on a replica, and for a superuser, it is only read", () => {
  assert.deepEqual(actions({}, {}, { writable: false, triggered: false }), ["select"]);
});

test("an event trigger keeps commands from being tried, not statements", () => {
  assert.deepEqual(actions({}, {}, { writable: true, triggered: true }), ["select", "insert", "update", "delete"]);
});

test("what is read in part is read by its columns, what is not read at all is to be refused", () => {
  const [part] = tableTries({ ...RIGHTS, read: "part" }, RELATION, GROUND);
  assert.equal(part?.sql, 'select "a", "b" from "s"."t" limit 0');
  const [none] = tableTries({ ...RIGHTS, read: "none" }, RELATION, GROUND);
  assert.deepEqual([none?.sql, none?.expected], ['select * from "s"."t" limit 0', "42501"]);
});

test("odd names are quoted in every try", () => {
  const odd = { ...RELATION, schema: 'o"x', name: "a'; drop table x; --", settable: "é\n" };
  for (const { sql } of tableTries(RIGHTS, odd, GROUND)) assert.ok(sql.includes(`"o""x"."a'; drop table x; --"`), sql);
});

test("of many relations the sample has each kind of each schema, then the meant ones, largest first", () => {
  const many = Array.from({ length: 1_000 }, (_, n) => ({
    ...RIGHTS,
    schema: `s${n % 7}`,
    name: `t${n}`,
    kind: n === 999 ? "v" : "r",
    estimatedRows: n,
    meant: n % 2 === 0,
  }));
  const chosen = selectRelations(many, 100);
  assert.equal(chosen.length, 100);
  assert.equal(new Set(chosen.map(({ schema }) => schema)).size, 7);
  assert.ok(chosen.some(({ kind }) => kind === "v"));
  assert.ok(chosen.slice(8).every(({ meant }) => meant));
  assert.deepEqual(selectRelations(many, 1_000), many);
});

const OTHERS: ProbingOthers = {
  superuser: false,
  inRecovery: false,
  commandTriggers: [],
  closedSchemas: ["public"],
  closedDatabase: true,
  noTemporary: true,
  sequences: [{ oid: 1, schema: "s", name: "q" }],
  strangers: ["boss"],
  session: { name: "admin", mayBecome: true, versionNum: 170000 },
};

test("beside tables it is tried to create, to move sequences and to become another, where the catalog refuses", () => {
  const tried = (others: Partial<ProbingOthers>, own = true, ground = GROUND) =>
    otherTries({ ...OTHERS, ...others }, "db", ground, own).map(({ action }) => action);
  const reads = ["select", "cte"];
  assert.deepEqual(tried({}), [
    ...reads,
    "nextval",
    "setval",
    "set-role",
    "create-table",
    "create-temporary",
    "create-schema",
  ]);
  assert.deepEqual(tried({ closedDatabase: false, noTemporary: false, closedSchemas: [] }), [
    ...reads,
    "nextval",
    "setval",
    "set-role",
  ]);
  assert.deepEqual(tried({}, false).includes("set-role"), false);
  assert.deepEqual(tried({}, true, { writable: true, triggered: true }), [...reads, "nextval", "setval", "set-role"]);
  assert.deepEqual(tried({ superuser: true }), reads);
});
