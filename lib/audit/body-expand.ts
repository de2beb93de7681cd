import { FIRST_USER_OID } from "../inspect/access/facts.ts";
import type { RelationBody, RoutineBody } from "../inspect/bodies.ts";
import { builtinFault, libraryFault } from "./body-builtin.ts";
import { isKnown, type Knowledge } from "./body-facts.ts";
import { pinnedPath, type SearchPath } from "./body-path.ts";
import { addPlpgsql } from "./body-plpgsql.ts";
import { type Caller, type Expansion, resolve, type Step } from "./body-resolve.ts";
import { addSql } from "./body-sql.ts";
import { addTree } from "./body-tree.ts";
import { type Fault, noUses, type Uses, unknown } from "./body-uses.ts";

export type State = {
  knowledge: Knowledge;
  caller: Caller;
  /** What each text uses, by OID and kind: parsed once. */
  uses: Map<string, Uses>;
  expansions: Map<string, Expansion>;
};

/** What one step comes to, from what was looked up so far. */
export function expand(step: Step, state: State): Expansion {
  const { knowledge } = state;
  if (step.kind === "routine") {
    if (!isKnown(knowledge, "routines", step.oid)) return fault(unknown("was not looked up"));
    const routine = knowledge.routines.get(step.oid);
    return routine ? expandRoutine(routine, step.path, state) : fault(unknown("calls a routine that is gone"));
  }
  if (step.kind === "relation") {
    if (!isKnown(knowledge, "relations", step.oid)) return fault(unknown("was not looked up"));
    const relation = knowledge.relations.get(step.oid);
    return relation ? expandRelation(relation, step.path, state) : fault(unknown("reads a relation that is gone"));
  }
  if (!isKnown(knowledge, "types", step.oid)) return fault(unknown("was not looked up"));
  const type = knowledge.types.get(step.oid);
  const found = expandTrees(`type ${step.oid}`, type?.trees ?? [], step.path, state);
  const input = (type?.routines ?? []).map((oid): Step => ({ kind: "routine", oid, path: step.path }));
  return { ...found, next: [...found.next, ...input] };
}

function fault(only: Fault): Expansion {
  return { faults: [only], next: [], dynamic: false };
}

/** What reading or planning it evaluates runs with the rights of whoever reads. */
function expandRelation(relation: RelationBody, path: SearchPath, state: State): Expansion {
  if (relation.kind === "f") return fault(unknown("is a foreign table: what reading it does is decided elsewhere"));
  return expandTrees(`relation ${relation.oid}`, relation.trees, path, state);
}

function expandTrees(key: string, trees: readonly string[], path: SearchPath, state: State): Expansion {
  const uses =
    state.uses.get(key) ??
    read((into) => {
      for (const tree of trees) addTree(tree, into);
    });
  state.uses.set(key, uses);
  return resolve(uses, { ...state, path });
}

function expandRoutine(routine: RoutineBody, inherited: SearchPath, state: State): Expansion {
  const path = pinnedPath(routine.config, routine.owner) ?? inherited;
  const { language, oid } = routine;
  if (language === "internal" || routine.builtIn) {
    const bad = builtinFault(routine);
    return bad ? fault(bad) : { faults: [], next: [], dynamic: false };
  }
  if (routine.kind === "a")
    return { faults: [], next: routine.support.map((each) => ({ kind: "routine", oid: each, path })), dynamic: false };
  if (language === "c") {
    const bad = libraryFault(routine);
    return bad ? fault(bad) : { faults: [], next: [], dynamic: false };
  }
  if (language !== "sql" && language !== "plpgsql") return fault(unknown(`is written in ${language}`));
  const uses = state.uses.get(`routine ${oid}`) ?? read((into) => readRoutine(routine, into));
  state.uses.set(`routine ${oid}`, uses);
  return resolve(uses, { ...state, path });
}

function readRoutine(routine: RoutineBody, uses: Uses): void {
  if (routine.defaults !== null) addTree(routine.defaults, uses);
  if (routine.resultType >= FIRST_USER_OID) uses.typeOids.push(routine.resultType);
  if (routine.sqlBody !== null) addTree(routine.sqlBody, uses);
  else if (routine.language === "sql") addSql(routine.source, uses);
  else addPlpgsql(routine, uses);
  if (uses.fetches) uses.faults.push(unknown("reads from a cursor that the caller may have opened"));
}

function read(into: (uses: Uses) => void): Uses {
  const uses = noUses();
  try {
    into(uses);
  } catch (error) {
    uses.faults.push(unknown(`could not be read (${error instanceof Error ? error.message : "parser failed"})`));
  }
  return uses;
}
