import type {
  BodyFacts,
  BodyWants,
  CastBody,
  OperatorBody,
  RelationBody,
  RoutineBody,
  TypeBody,
} from "../inspect/bodies.ts";

/** What was looked up so far, by name and by OID, and what turned out to be missing. */
export type Knowledge = {
  routines: Map<number, RoutineBody>;
  routinesByName: Map<string, RoutineBody[]>;
  relations: Map<number, RelationBody>;
  relationsByName: Map<string, RelationBody[]>;
  operators: Map<number, OperatorBody>;
  operatorsByName: Map<string, OperatorBody[]>;
  types: Map<number, TypeBody>;
  typesByName: Map<string, TypeBody[]>;
  casts: CastBody[];
  asked: Wanted;
  wanted: Wanted;
};

type Wanted = { [Key in keyof BodyWants]: Set<BodyWants[Key][number]> };

export function noKnowledge(): Knowledge {
  return {
    routines: new Map(),
    routinesByName: new Map(),
    relations: new Map(),
    relationsByName: new Map(),
    operators: new Map(),
    operatorsByName: new Map(),
    types: new Map(),
    typesByName: new Map(),
    casts: [],
    asked: nothing(),
    wanted: nothing(),
  };
}

/** Takes in the answer to everything that was wanted. */
export function learn(knowledge: Knowledge, facts: BodyFacts): void {
  for (const routine of facts.routines) keep(knowledge.routines, knowledge.routinesByName, routine);
  for (const relation of facts.relations) keep(knowledge.relations, knowledge.relationsByName, relation);
  for (const type of facts.types) keep(knowledge.types, knowledge.typesByName, type);
  for (const operator of facts.operators) keep(knowledge.operators, knowledge.operatorsByName, operator);
  knowledge.casts = facts.casts;
  for (const key of Object.keys(knowledge.wanted) as (keyof BodyWants)[]) {
    for (const entry of knowledge.wanted[key]) (knowledge.asked[key] as Set<unknown>).add(entry);
    knowledge.wanted[key].clear();
  }
}

/** What is to be looked up next; null when nothing is missing. */
export function wantsOf({ wanted }: Knowledge): BodyWants | null {
  const wants = Object.fromEntries(Object.entries(wanted).map(([key, entries]) => [key, [...entries]]));
  return Object.values(wants).some((list) => list.length > 0) ? (wants as BodyWants) : null;
}

/** Whether this was looked up; where not, it is noted as wanted. */
export function isKnown<Key extends keyof BodyWants>(
  { asked, wanted }: Knowledge,
  key: Key,
  entry: BodyWants[Key][number],
): boolean {
  if ((asked[key] as Set<unknown>).has(entry)) return true;
  (wanted[key] as Set<unknown>).add(entry);
  return false;
}

function keep<T extends { oid: number; name: string }>(
  byOid: Map<number, T>,
  byName: Map<string, T[]>,
  entry: T,
): void {
  if (byOid.has(entry.oid)) return;
  byOid.set(entry.oid, entry);
  const namesakes = byName.get(entry.name);
  if (namesakes) namesakes.push(entry);
  else byName.set(entry.name, [entry]);
}

function nothing(): Wanted {
  return {
    routineNames: new Set(),
    routines: new Set(),
    relationNames: new Set(),
    relations: new Set(),
    operatorNames: new Set(),
    typeNames: new Set(),
    types: new Set(),
  };
}
