import { FIRST_USER_OID } from "../inspect/access/facts.ts";
import { isKnown, type Knowledge } from "./body-facts.ts";
import { hijackable, type SearchPath, schemasOf } from "./body-path.ts";
import { type Fault, type NameRef, printed, type Uses, unknown, writes } from "./body-uses.ts";

/** What can be reached from a body and judged by itself. */
export type Step = { kind: "routine" | "relation" | "type"; oid: number; path: SearchPath; as: Actor };

/** With whose rights a step runs; `unruled`: no policy holds for him (superuser, BYPASSRLS). */
export type Actor = { name: string; unruled: boolean };

/** What one step comes to: its own faults, and the steps that follow from it. */
export type Expansion = { faults: Fault[]; next: Step[]; dynamic: boolean };

/** What the one who calls the routine may do to the names in it. */
export type Caller = {
  /** May create temporary objects (TEMPORARY on the database), so that pg_temp can hold what he likes. */
  temporary: boolean;
};

export type Scene = { knowledge: Knowledge; caller: Caller; path: SearchPath; as: Actor };

/** Looks up what a body uses. Names not asked for yet are noted as wanted, and left out of the answer. */
export function resolve(uses: Uses, scene: Scene): Expansion {
  const found: Expansion = { faults: [...uses.faults], next: [], dynamic: uses.dynamic };
  for (const ref of uses.routines) routine(ref, scene, found);
  for (const name of uses.attributes) attribute(name, scene, found);
  for (const ref of uses.relations) relation(ref, scene, found);
  for (const ref of uses.operators) operator(ref, scene, found);
  for (const ref of uses.types) type(ref, scene, found);
  for (const oid of uses.routineOids) found.next.push(step("routine", oid, scene));
  for (const oid of uses.relationOids) found.next.push(step("relation", oid, scene));
  for (const oid of uses.typeOids) found.next.push(step("type", oid, scene));
  casts(uses, scene, found);
  return found;
}

function step(kind: Step["kind"], oid: number, { path, as }: Scene): Step {
  return { kind, oid, path, as };
}

/** Whether a name was looked up. While it was not, the body counts as not known. */
function asked(
  knowledge: Knowledge,
  key: "routineNames" | "relationNames" | "operatorNames" | "typeNames",
  name: string,
  found: Expansion,
): boolean {
  const known = isKnown(knowledge, key, name);
  if (!known) found.faults.push(unknown(`${name} was not looked up`));
  return known;
}

/** Those of a name's bearers that the search_path can find: in any schema where the caller chooses it. */
function visible<T extends { schema: string }>(bearers: readonly T[], { schema }: NameRef, path: SearchPath): T[] {
  if (schema !== null) return bearers.filter((entry) => entry.schema === schema);
  if (path === null) return [...bearers];
  const schemas = schemasOf(path);
  return bearers.filter((entry) => schemas.includes(entry.schema));
}

/** Every overload counts, since the types of the arguments are not known here. */
function routine(ref: NameRef, scene: Scene, found: Expansion): void {
  const { knowledge, path } = scene;
  if (!asked(knowledge, "routineNames", ref.name, found)) return;
  const bearers = visible(knowledge.routinesByName.get(ref.name) ?? [], ref, path);
  for (const { oid } of bearers) found.next.push(step("routine", oid, scene));
  if (bearers.length > 0) return;
  if (!asked(knowledge, "typeNames", ref.name, found)) return;
  if (knowledge.typesByName.has(ref.name)) type(ref, scene, found);
  else found.faults.push(unknown(`calls ${printed(ref)}, which is not there`));
}

/** `row.name` calls a function only where one of that name takes a row and no column has it: taken as a call. */
function attribute(name: string, scene: Scene, found: Expansion): void {
  const { knowledge, path } = scene;
  if (!asked(knowledge, "routineNames", name, found)) return;
  const bearers = visible(knowledge.routinesByName.get(name) ?? [], { schema: null, name }, path);
  for (const { oid, takesRow, builtIn } of bearers)
    if (takesRow && !builtIn) found.next.push(step("routine", oid, scene));
}

function relation(ref: NameRef, scene: Scene, found: Expansion): void {
  const { knowledge, path, caller } = scene;
  if (!asked(knowledge, "relationNames", ref.name, found)) return;
  const bearers = visible(knowledge.relationsByName.get(ref.name) ?? [], ref, path);
  if (hijacked(ref, path, caller, bearers, found)) return;
  const first = path === null || ref.schema !== null ? bearers : firstOf(bearers, path);
  for (const { oid } of first) found.next.push(step("relation", oid, scene));
  if (first.length === 0) found.faults.push(unknown(`reads ${printed(ref)}, which is not there`));
}

function firstOf<T extends { schema: string }>(bearers: T[], path: readonly string[]): T[] {
  for (const schema of schemasOf(path)) {
    const here = bearers.filter((entry) => entry.schema === schema);
    if (here.length > 0) return here;
  }
  return [];
}

/** Only operators that did not come with initdb are ever looked up; the others change nothing. */
function operator(ref: NameRef, scene: Scene, found: Expansion): void {
  const { knowledge, path } = scene;
  if (!asked(knowledge, "operatorNames", ref.name, found)) return;
  for (const bearer of visible(knowledge.operatorsByName.get(ref.name) ?? [], ref, path))
    found.next.push(step("routine", bearer.routine, scene));
}

function type(ref: NameRef, scene: Scene, found: Expansion): void {
  const { knowledge, path, caller } = scene;
  if (ref.schema === "pg_catalog") return;
  if (!asked(knowledge, "typeNames", ref.name, found)) return;
  const bearers = visible(knowledge.typesByName.get(ref.name) ?? [], ref, path);
  if (hijacked(ref, path, caller, bearers, found)) return;
  for (const { oid } of bearers) if (oid >= FIRST_USER_OID) found.next.push(step("type", oid, scene));
  if (bearers.length === 0) found.faults.push(unknown(`uses the type ${printed(ref)}, which is not there`));
}

function hijacked(
  ref: NameRef,
  path: SearchPath,
  caller: Caller,
  bearers: readonly { schema: string }[],
  found: Expansion,
): boolean {
  const schemas = bearers.map(({ schema }) => schema);
  if (!caller.temporary || !hijackable(ref, path, schemas)) return false;
  const why = path === null ? "the routine pins no search_path" : "its search_path does not put pg_temp last";
  found.faults.push(writes(`names ${printed(ref)} in a way that a temporary object of the caller's can take: ${why}`));
  return true;
}

/** Implicit and assignment casts may apply anywhere, explicit ones where their target is named (or made: to_json). */
function casts({ types, routines }: Uses, scene: Scene, found: Expansion): void {
  const named = new Set([...types, ...routines].map(({ name }) => name));
  for (const { context, target, routine: oid } of scene.knowledge.casts)
    if (context !== "e" || named.has(target) || ["json", "jsonb"].includes(target))
      found.next.push(step("routine", oid, scene));
}
