import assert from "node:assert/strict";
import { test } from "node:test";
import { addTree } from "./body-tree.ts";
import { noUses } from "./body-uses.ts";

// Cut from pg_rewrite.ev_action and pg_proc.prosqlbody of real servers.
const SELECT =
  '({QUERY :commandType 1 :querySource 0 :canSetTag true :utilityStmt <> :hasModifyingCTE false :rtable ({RANGETBLENTRY :alias <> :eref {ALIAS :aliasname secret :colnames ("id" "a\\ b")} :rtekind 0 :relid 16387 :inh true}) :targetList ({TARGETENTRY :expr {FUNCEXPR :funcid 871 :funcresulttype 25 :args ({VAR :varno 1})} :resno 1 :resname \\ :funcid\\ 16999}) :rowMarks <>})';

function usesOf(tree: string) {
  const uses = noUses();
  addTree(tree, uses);
  return uses;
}

test("functions and relations are found by OID", () => {
  const { routineOids, relationOids, faults } = usesOf(SELECT);
  assert.deepEqual([routineOids, relationOids, faults], [[871], [16387], []]);
});

test("a name cannot pass for a field: its blanks are escaped", () => {
  assert.ok(!usesOf(SELECT).routineOids.includes(16999));
});

test("every node that calls a function counts", () => {
  for (const field of ["funcid", "opfuncid", "hashfuncid", "negfuncid", "aggfnoid", "winfnoid", "tsmhandler"])
    assert.deepEqual(usesOf(`{X :${field} 16500 :args <>}`).routineOids, [16500], field);
});

test("statements that write are faults, also inside WITH", () => {
  const effect = (type: number) => usesOf(SELECT.replace(":commandType 1", `:commandType ${type}`)).faults[0]?.effect;
  assert.deepEqual([2, 3, 4, 5, 6].map(effect), ["writes", "writes", "writes", "unknown", "unknown"]);
  assert.equal(usesOf(`${SELECT} {QUERY :commandType 4 }`).faults[0]?.reason, "runs DELETE");
});

test("row locks are faults", () => {
  assert.equal(
    usesOf(SELECT.replace(":rowMarks <>", ":rowMarks ({ROWMARKCLAUSE :rti 1})")).faults[0]?.effect,
    "writes",
  );
});

test("only types that did not come with initdb are of interest", () => {
  assert.deepEqual(usesOf("{COERCETODOMAIN :resulttype 16500 } {COERCEVIAIO :resulttype 25 }").typeOids, [16500]);
});
