import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../../../lib/testing/cpu-time.ts";
import { shopLook, table } from "./look.fixture.ts";
import { scopeOf } from "./scope.ts";
import {
  columnTick,
  defaultSelection,
  emptySelection,
  relationTick,
  type Selection,
  schemaTick,
  toggleColumn,
  toggleRelation,
  toggleSchema,
} from "./selection.ts";

const [API_KEYS, ORDERS, USERS, ETL_STAGE, , SESSIONS] = [0, 1, 2, 3, 4, 5] as const;

test("by default everything is ticked but secrets, the provider's schemas and what its owner must share", () => {
  const selection = defaultSelection(scopeOf(shopLook()));
  assert.equal(relationTick(selection, API_KEYS), "off");
  assert.equal(relationTick(selection, ORDERS), "on");
  assert.equal(relationTick(selection, USERS), "mix");
  assert.equal(columnTick(selection, USERS, 1), "on", "personal data is flagged, not left out");
  assert.equal(columnTick(selection, USERS, 2), "off");
  assert.equal(relationTick(selection, ETL_STAGE), "cannot");
  assert.equal(schemaTick(selection, 2), "off");
  assert.deepEqual(selection.total, { relations: 6, whole: 2, part: 1, columnsLeftOut: 1 });
  assert.deepEqual(selection.perSchema[0], { relations: 3, whole: 1, part: 1, columnsLeftOut: 1 });
});

test("a schema without relations is not in the tree", () => {
  const scope = scopeOf(shopLook());
  assert.deepEqual(
    scope.schemas.map((schema) => schema.facts.name),
    ["public", "billing", "auth"],
  );
});

test("ticking a relation never ticks its secrets, unticking it clears all of it", () => {
  const selection = defaultSelection(scopeOf(shopLook()));
  toggleRelation(selection, USERS);
  assert.equal(relationTick(selection, USERS), "off");
  toggleRelation(selection, USERS);
  assert.equal(relationTick(selection, USERS), "mix");
  assert.equal(columnTick(selection, USERS, 2), "off");
  toggleColumn(selection, USERS, 2);
  assert.equal(relationTick(selection, USERS), "on", "a secret is shared by a tick of its own");
});

test("a relation that is nothing but secrets is ticked whole by its own tick", () => {
  const selection = defaultSelection(scopeOf(shopLook()));
  toggleRelation(selection, SESSIONS);
  assert.equal(relationTick(selection, SESSIONS), "on");
});

test("ticking a schema leaves its secret relations out, ticking it again clears it", () => {
  const selection = emptySelection(scopeOf(shopLook()));
  toggleSchema(selection, 0);
  assert.equal(relationTick(selection, API_KEYS), "off");
  assert.equal(schemaTick(selection, 0), "mix");
  toggleRelation(selection, API_KEYS);
  toggleSchema(selection, 0);
  assert.equal(schemaTick(selection, 0), "off");
  assert.equal(relationTick(selection, API_KEYS), "off", "what was ticked by hand goes too");
});

test("what its owner must share cannot be ticked by any way", () => {
  const look = shopLook();
  look.relations = [table("public", "x", ["a"], { grantable: false })];
  const selection = emptySelection(scopeOf(look));
  toggleColumn(selection, 0, 0);
  toggleRelation(selection, 0);
  toggleSchema(selection, 0);
  assert.equal(schemaTick(selection, 0), "cannot");
  assert.deepEqual(selection.total, { relations: 1, whole: 0, part: 0, columnsLeftOut: 0 });
});

test("a relation without columns can be shared", () => {
  const look = shopLook();
  look.relations = [table("public", "nothing", [])];
  const selection = defaultSelection(scopeOf(look));
  assert.equal(relationTick(selection, 0), "on");
});

test("after any series of ticks the sums are what counting afresh gives", () => {
  const step = fc.tuple(fc.constantFrom("schema", "relation", "column"), fc.nat(5), fc.nat(3));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const selection = defaultSelection(scopeOf(shopLook()));
      for (const [what, at, col] of steps) {
        if (what === "schema") toggleSchema(selection, at % 3);
        else if (what === "relation") toggleRelation(selection, at);
        else toggleColumn(selection, at, col % (selection.scope.look.relations[at]?.columns.length ?? 1));
      }
      assert.deepEqual(selection.total, countAfresh(selection));
    }),
    { seed: 5 },
  );
});

test("a tick in a database of 10,000 relations with 15 columns takes well under a frame", () => {
  const look = shopLook();
  const columns = Array.from({ length: 15 }, (_, i) => `c${i}`);
  look.relations = Array.from({ length: 10_000 }, (_, i) => table("public", `t${i}`, columns));
  const selection = defaultSelection(scopeOf(look));
  const took = cpuMs(() => {
    for (let i = 0; i < 1_000; i++) toggleColumn(selection, i, 3);
  });
  assert.ok(took < 200, `1,000 ticks in ${took} ms`);
  assert.equal(selection.total.part, 1_000);
});

function countAfresh(selection: Selection): Selection["total"] {
  const sums = { relations: 0, whole: 0, part: 0, columnsLeftOut: 0 };
  selection.scope.look.relations.forEach((relation, rel) => {
    const ticked = relation.columns.filter((_, col) => columnTick(selection, rel, col) === "on").length;
    sums.relations++;
    if (ticked === relation.columns.length) sums.whole++;
    else if (ticked > 0) {
      sums.part++;
      sums.columnsLeftOut += relation.columns.length - ticked;
    }
  });
  return sums;
}
