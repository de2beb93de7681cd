import type { RelationBody, RoutineBody } from "../inspect/bodies.ts";
import { builtinFault, libraryFault } from "./body-builtin.ts";
import { isKnown, type Knowledge } from "./body-facts.ts";
import { pinnedPath } from "./body-path.ts";
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
    return routine ? expandRoutine(routine, step, state) : fault(unknown("calls a routine that is gone"));
  }
  if (step.kind === "relation") {
    if (!isKnown(knowledge, "relations", step.oid)) return fault(unknown("was not looked up"));
    const relation = knowledge.relations.get(step.oid);
    return relation ? expandRelation(relation, step, state) : fault(unknown("reads a relation that is gone"));
  }
  if (!isKnown(knowledge, "types", step.oid)) return fault(unknown("was not looked up"));
  const type = knowledge.types.get(step.oid);
  const found = expandTrees(`type ${step.oid}`, type?.trees ?? [], step, state);
  const input = (type?.routines ?? []).map((oid): Step => ({ ...step, kind: "routine", oid }));
  return { ...found, next: [...found.next, ...input] };
}

function fault(only: Fault): Expansion {
  return { faults: [only], next: [], dynamic: false };
}

/**
 * What reading or planning it evaluates. Functions run with the rights of whoever reads; the policies of what a view
 * reads are the view owner's (unless security_invoker), and nobody knows here what holds for him.
 */
function expandRelation(relation: RelationBody, step: Step, state: State): Expansion {
  const { kind, oid, trees, policies, owner, forced, invoker } = relation;
  if (kind === "f") return fault(unknown("is a foreign table: what reading it does is decided elsewhere"));
  const ruled = !step.as.unruled && (forced || owner !== step.as.name);
  const all = ruled ? [...trees, ...policies] : trees;
  const found = expandTrees(`relation ${oid} ${ruled}`, all, step, state);
  if (kind !== "v" || invoker) return found;
  const below = { ...step.as, unruled: false };
  return { ...found, next: found.next.map((each) => (each.kind === "relation" ? { ...each, as: below } : each)) };
}

function expandTrees(key: string, trees: readonly string[], { path, as }: Step, state: State): Expansion {
  const known = state.uses.get(key);
  const uses =
    known ??
    read((into) => {
      for (const tree of trees) addTree(tree, into);
    });
  state.uses.set(key, uses);
  return resolve(uses, { ...state, path, as });
}

function expandRoutine(routine: RoutineBody, step: Step, state: State): Expansion {
  const path = pinnedPath(routine.config, routine.owner) ?? step.path;
  const as = routine.securityDefiner ? { name: routine.owner, unruled: routine.ownerUnruled } : step.as;
  const { language, oid } = routine;
  // An aggregate is of language internal too, whoever made it; what it runs are its support functions.
  if (routine.kind === "a" && !routine.builtIn) {
    const support = routine.support.map((each): Step => ({ kind: "routine", oid: each, path, as }));
    return { faults: [], next: support, dynamic: false };
  }
  const compiled = language === "internal" || routine.builtIn ? builtinFault : libraryFault;
  if (compiled === builtinFault || language === "c") {
    const bad = compiled(routine);
    return bad ? fault(bad) : { faults: [], next: [], dynamic: false };
  }
  if (language !== "sql" && language !== "plpgsql") return fault(unknown(`is written in ${language}`));
  // Who calls it from outside evaluates the defaults himself, with his own rights.
  const inside = step.as.name !== "";
  const key = `routine ${oid} ${inside}`;
  const uses = state.uses.get(key) ?? read((into) => readRoutine(routine, inside, into));
  state.uses.set(key, uses);
  return resolve(uses, { ...state, path, as });
}

function readRoutine(routine: RoutineBody, inside: boolean, uses: Uses): void {
  if (inside && routine.defaults !== null) addTree(routine.defaults, uses);
  uses.typeOids.push(...routine.valueTypes);
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
