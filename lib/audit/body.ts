import type { BodyFacts, BodyWants } from "../inspect/bodies.ts";
import { expand, type State } from "./body-expand.ts";
import { learn, noKnowledge, wantsOf } from "./body-facts.ts";
import type { Actor, Caller, Expansion, Step } from "./body-resolve.ts";
import { unknown } from "./body-uses.ts";

export type { Caller } from "./body-resolve.ts";

/** What running a routine with its owner's rights comes to. */
export type BodyVerdict = {
  /** `reads`: known to only read. `unknown`: it may write, or nobody can tell. */
  effect: "reads" | "writes" | "unknown";
  /** Why, in Postgres' terms: what it does, and in which routine or relation where that is another one. */
  reason: string;
  /** What it opens, `schema.name`, through routines and views it uses too. */
  relations: string[];
  /** It runs a string that it builds. */
  dynamic: boolean;
};

/** Reads bodies step by step: each look-up shows what is to be looked up next. Pure, but for the parser's state. */
export type BodyReader = {
  /** What the bodies name and was not looked up yet; null when all is known. */
  missing(): BodyWants | null;
  learn(facts: BodyFacts): void;
  /** By OID of each routine asked for. What could not be looked up makes a verdict `unknown`. */
  verdicts(): Map<number, BodyVerdict>;
};

/** A body that reaches more than this is not followed further. */
const FARTHEST = 2_000;

/** `loadParser` must have been awaited. `caller` decides which names in a body are his to take. */
export function bodyReader(routines: readonly number[], caller: Caller): BodyReader {
  const state: State = { knowledge: noKnowledge(), caller, uses: new Map(), expansions: new Map() };
  return {
    missing() {
      for (const oid of routines) follow(oid, state);
      return wantsOf(state.knowledge);
    },
    learn(facts) {
      learn(state.knowledge, facts);
      state.expansions.clear();
    },
    verdicts: () => new Map(routines.map((oid) => [oid, verdictOf(oid, state)])),
  };
}

type Seen = { step: Step; expansion: Expansion };

function verdictOf(oid: number, state: State): BodyVerdict {
  const seen = follow(oid, state);
  const own = state.knowledge.routines.get(oid);
  const faults = seen.flatMap(({ step, expansion }) =>
    expansion.faults.map((fault) => ({ ...fault, reason: whose(step, oid, state) + fault.reason })),
  );
  if (own?.polymorphic && state.caller.temporary && own.language !== "internal")
    faults.push(unknown("takes an argument whose type the caller chooses"));
  if (seen.length > FARTHEST) faults.push(unknown("reaches more than we follow"));
  const worst = faults.find(({ effect }) => effect === "writes") ?? faults[0];
  const relations = seen.flatMap(({ step }) => (step.kind === "relation" ? nameOf(step, state) : []));
  return {
    effect: worst?.effect ?? "reads",
    reason: worst?.reason ?? "every statement in it is a SELECT, and what it calls is known to only read",
    relations: [...new Set(relations)].sort(),
    dynamic: seen.some(({ expansion }) => expansion.dynamic),
  };
}

function whose(step: Step, root: number, state: State): string {
  if (step.kind === "routine" && step.oid === root) return "";
  const known = step.kind === "routine" ? state.knowledge.routines.get(step.oid) : undefined;
  if (step.kind === "routine" && (known === undefined || known.builtIn)) return "";
  return `${nameOf(step, state)[0] ?? step.oid}: `;
}

function nameOf({ kind, oid }: Step, { knowledge }: State): string[] {
  const map = { routine: knowledge.routines, relation: knowledge.relations, type: knowledge.types }[kind];
  const known = map.get(oid);
  return known ? [`${known.schema}.${known.name}`] : [];
}

/** A definer says for itself with whose rights it runs. */
const NOBODY: Actor = { name: "", unruled: false };

/** Everything that calling the routine can reach, breadth first. */
function follow(oid: number, state: State): Seen[] {
  const start: Step = { kind: "routine", oid, path: null, as: NOBODY };
  const seen = new Map<string, Seen>();
  const queue: Step[] = [start];
  for (const step of queue) {
    const key = keyOf(step);
    if (seen.has(key)) continue;
    const expansion = state.expansions.get(key) ?? expand(step, state);
    state.expansions.set(key, expansion);
    seen.set(key, { step, expansion });
    if (seen.size > FARTHEST) break;
    queue.push(...expansion.next);
  }
  return [...seen.values()];
}

function keyOf({ kind, oid, path, as }: Step): string {
  return JSON.stringify([kind, oid, path, as.name, as.unruled]);
}
