import type { PlanRequest } from "../../../lib/plan/request.ts";
import type { Look } from "../wire.ts";

/** What a login will see that it does not see now, and the other way round, each by name. */
export type ScopeChange = { added: string[]; taken: string[] };

type Schemas = PlanRequest["schemas"];
/** Columns by relation; null: it has none, so the whole is meant. */
type Known = ReadonlyMap<string, readonly string[]>;

/** Relations, columns where only some of one change, and later tables. Pure. */
export function scopeChange(before: Schemas, after: Schemas, look: Pick<Look, "relations">): ScopeChange {
  const known: Known = new Map(
    look.relations.map((one) => [`${one.schema}.${one.name}`, one.columns.map(({ name }) => name)]),
  );
  return { added: missingFrom(before, after, known), taken: missingFrom(after, before, known) };
}

/** What `these` have and `those` do not. */
function missingFrom(those: Schemas, these: Schemas, known: Known): string[] {
  const there = new Map(
    those.flatMap((one) => one.relations.map((relation) => [`${one.name}.${relation.name}`, relation.columns])),
  );
  const later = new Set(those.filter(({ future }) => future).map(({ name }) => name));
  return these.flatMap(({ name: schema, future, relations }) => [
    ...relations.flatMap(({ name, columns }) => {
      const whole = `${schema}.${name}`;
      const other = there.get(whole);
      if (other === undefined) return [whole];
      const more = (columns ?? known.get(whole) ?? []).filter((column) => other !== null && !other.includes(column));
      return more.length === 0 ? [] : [`${whole}: ${more.join(", ")}`];
    }),
    ...(future && !later.has(schema) ? [`tables made later in ${schema}`] : []),
  ]);
}
