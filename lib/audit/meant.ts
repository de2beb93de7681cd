import type { ReadableRelation } from "../inspect/access/readability.ts";
import type { AuditContext } from "./rule.ts";
import type { AuditScope } from "./scope.ts";

/** A relation that the role is meant to read; `columns` null: the whole, but for `leftOut`. */
export type Meant = { relation: ReadableRelation; columns: string[] | null; leftOut: string[] };

/**
 * The relations that count for `reach`: what was asked for, else every relation of the schemas in which the role or a
 * group of it holds USAGE or SELECT. What belongs to an extension is not data.
 */
export function meantRelations({ access, scope }: Pick<AuditContext, "access" | "scope">): Meant[] {
  const relations = access.relations.filter((relation) => relation.extension === null);
  if (scope === null)
    return relations
      .filter((relation) => relation.meant)
      .map((relation) => ({ relation, columns: null, leftOut: NOTHING }));
  const wishes = wishesBySchema(scope);
  return relations.flatMap((relation) => asked(relation, wishes) ?? []);
}

type ScopeSchema = AuditScope["schemas"][number];
type Wish = { columns: string[] | null };
type Out = ScopeSchema["exclude"][number];
type Wishes = Map<string, { named: Map<string, Wish> | null; out: Map<string, Out[]> }>;

const WHOLE: Wish = { columns: null };

/** One for all: of most relations nothing is left out. */
const NOTHING: string[] = [];

/** By name: a scope may name fifty thousand relations, so nothing is searched for. The first of two counts. */
function wishesBySchema(scope: AuditScope): Wishes {
  const bySchema: Wishes = new Map();
  for (const schema of scope.schemas) {
    if (bySchema.has(schema.name)) continue;
    const named = schema.relations && new Map<string, Wish>();
    for (const one of schema.relations ?? []) if (!named?.has(one.name)) named?.set(one.name, one);
    bySchema.set(schema.name, { named, out: Map.groupBy(schema.exclude, (one) => one.name) });
  }
  return bySchema;
}

function asked(relation: ReadableRelation, wishes: Wishes): Meant | null {
  const here = wishes.get(relation.schema);
  const wish = here?.named === null ? WHOLE : here?.named.get(relation.name);
  if (!wish) return null;
  const out = here?.out.get(relation.name);
  if (!out) return { relation, columns: wish.columns, leftOut: NOTHING };
  if (out.some((one) => one.column === null)) return null;
  const left = new Set(out.map((one) => one.column as string));
  return { relation, columns: wish.columns, leftOut: [...left] };
}

/** What the scope names and the database does not have: nobody can read that. */
export function missingFromScope({
  access,
  scope,
}: Pick<AuditContext, "access" | "scope">): { schema: string; name: string | null }[] {
  if (scope === null) return [];
  const bySchema = Map.groupBy(access.relations, (one) => one.schema);
  return scope.schemas.flatMap((schema): { schema: string; name: string | null }[] => {
    if (!access.schemas.some((one) => one.name === schema.name)) return [{ schema: schema.name, name: null }];
    const known = new Set(bySchema.get(schema.name)?.map((one) => one.name));
    return (schema.relations ?? [])
      .filter((one) => !known.has(one.name))
      .map((one) => ({ schema: schema.name, name: one.name }));
  });
}
