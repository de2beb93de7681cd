import type { PlanRequest } from "../../../lib/plan/request.ts";
import type { Scope } from "./scope.ts";
import { relationAt } from "./scope.ts";
import { emptySelection, relationTick, type Selection, setColumns } from "./selection.ts";

/** Everything on the Choose screen that is not a tick in the tree. */
export type Choices = Pick<PlanRequest, "role" | "connectionLimit" | "statementTimeoutMs" | "validUntil" | "adopt"> & {
  /** Of the roles that the login may become, the one that does it all; null: the login itself. */
  actAs: string | null;
  /** null: the question about row rules is not answered yet. */
  rowRules: PlanRequest["rowRules"] | null;
  /** Names of schemas whose later tables are to be shared, too. */
  future: ReadonlySet<string>;
};

/**
 * The ticks and the choices as a request: every relation by name, columns only where some are left out. What cannot be
 * ticked here, but is read already, stays as it was `before`.
 */
export function toRequest(selection: Selection, choices: Choices, before: PlanRequest | null): PlanRequest {
  const { future, rowRules, actAs, ...rest } = choices;
  const kept = keptOf(before);
  const schemas = selection.scope.schemas.map((schema) => ({
    name: schema.facts.name,
    future: future.has(schema.facts.name),
    relations: schema.relations.flatMap((rel) => {
      const tick = relationTick(selection, rel);
      if (tick === "cannot") return kept.get(keyOf(schema.facts.name, relationAt(selection.scope, rel).name)) ?? [];
      if (tick !== "on" && tick !== "mix") return [];
      const { name, columns } = relationAt(selection.scope, rel);
      const from = selection.scope.first[rel] ?? 0;
      const some = columns.filter((_, col) => selection.on[from + col] === 1).map((column) => column.name);
      return [{ name, columns: tick === "on" ? null : some }];
    }),
  }));
  return {
    ...rest,
    ...(actAs === null ? {} : { actAs }),
    rowRules: rowRules ?? "keep",
    schemas: [...schemas.filter((schema) => schema.relations.length > 0), ...emptyOnes(selection, before)],
    accept: before?.accept ?? [],
    giveBack: before?.giveBack ?? {},
  };
}

type Schemas = PlanRequest["schemas"];

function keptOf(before: PlanRequest | null): ReadonlyMap<string, Schemas[number]["relations"][number]> {
  const all = (before?.schemas ?? []).flatMap((one) =>
    one.relations.map((relation) => [keyOf(one.name, relation.name), relation] as const),
  );
  return new Map(all);
}

/** Schemas without a table stand in no tree; whose later tables are shared, keeps them shared. */
function emptyOnes({ scope }: Selection, before: PlanRequest | null): Schemas {
  const shown = new Set(scope.schemas.map(({ facts }) => facts.name));
  return (before?.schemas ?? []).filter(({ name, relations }) => relations.length === 0 && !shown.has(name));
}

function keyOf(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

/** The ticks of a request made before (back from Review, or after a reload). */
export function selectionOf(scope: Scope, request: PlanRequest): Selection {
  const selection = emptySelection(scope);
  const wanted = new Map<string, readonly string[] | null>();
  for (const schema of request.schemas) {
    for (const relation of schema.relations) wanted.set(keyOf(schema.name, relation.name), relation.columns);
  }
  scope.look.relations.forEach((relation, rel) => {
    const columns = wanted.get(keyOf(relation.schema, relation.name));
    if (columns !== undefined) setColumns(selection, rel, columns);
  });
  return selection;
}

/** Why the button to the review is not ready, in one line; null when it is. */
export function notYet(selection: Selection, choices: Choices, rowRulesAsked: boolean): string | null {
  if (selection.total.whole + selection.total.part === 0) return "Tick at least one table";
  if (roleNameProblem(choices.role) !== null) return "The login's name needs a look";
  if (rowRulesAsked && choices.rowRules === null) return "One question about row rules is left";
  return null;
}

/**
 * What is wrong with a role's name, or null. 63 bytes: NAMEDATALEN - 1; `pg_` is reserved (IsReservedName), `public`
 * and `none` are refused by CREATE ROLE (check_rolespec_name).
 */
export function roleNameProblem(name: string): string | null {
  if (name === "") return "The login needs a name.";
  if (new TextEncoder().encode(name).length > 63) return "Postgres cuts names after 63 bytes. Take a shorter one.";
  if (name.startsWith("pg_")) return "Names that start with pg_ belong to Postgres.";
  if (name === "public" || name === "none") return "Postgres keeps this name for itself.";
  return name.includes("\0") ? "This name holds a character that no name can hold." : null;
}
