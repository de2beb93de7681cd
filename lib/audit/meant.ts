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
    return relations.filter((relation) => relation.meant).map((relation) => ({ relation, columns: null, leftOut: [] }));
  const wishes = wishesBySchema(scope);
  return relations.flatMap((relation) => asked(relation, wishes));
}

type ScopeSchema = AuditScope["schemas"][number];
type Wish = { columns: string[] | null };
type Wishes = Map<string, { schema: ScopeSchema; named: Map<string, Wish> | null }>;

/** By name: a scope may name fifty thousand relations, so nothing is searched for. The first of two counts. */
function wishesBySchema(scope: AuditScope): Wishes {
  const bySchema: Wishes = new Map();
  for (const schema of scope.schemas) {
    if (bySchema.has(schema.name)) continue;
    const named = schema.relations && new Map(schema.relations.toReversed().map((one) => [one.name, one]));
    bySchema.set(schema.name, { schema, named });
  }
  return bySchema;
}

function asked(relation: ReadableRelation, wishes: Wishes): Meant[] {
  const found = wishes.get(relation.schema);
  if (!found) return [];
  const { schema, named } = found;
  const wish = named === null ? { columns: null } : named.get(relation.name);
  if (!wish) return [];
  const out = schema.exclude.filter((one) => one.name === relation.name);
  if (out.some((one) => one.column === null)) return [];
  const left = new Set(out.map((one) => one.column as string));
  return [{ relation, columns: wish.columns, leftOut: [...left] }];
}

/** What the scope names and the database does not have: nobody can read that. */
export function missingFromScope({
  access,
  scope,
}: Pick<AuditContext, "access" | "scope">): { schema: string; name: string | null }[] {
  if (scope === null) return [];
  return scope.schemas.flatMap((schema): { schema: string; name: string | null }[] => {
    if (!access.schemas.some((one) => one.name === schema.name)) return [{ schema: schema.name, name: null }];
    const known = new Set(access.relations.filter((one) => one.schema === schema.name).map((one) => one.name));
    return (schema.relations ?? [])
      .filter((one) => !known.has(one.name))
      .map((one) => ({ schema: schema.name, name: one.name }));
  });
}
