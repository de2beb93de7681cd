import type { RelationRights } from "../verify/verification.ts";

/** How many relations are tried for real; beyond that a sample (decision 0022). */
export const MOST_RELATIONS = 200;

/**
 * Which relations are tried: all up to the limit. Beyond it, in this order: the largest and one of each other kind in
 * every schema, those that are meant to be read from the largest down, then the rest from the largest down.
 */
export function selectRelations(relations: readonly RelationRights[], most = MOST_RELATIONS): RelationRights[] {
  if (relations.length <= most) return [...relations];
  const bySize = [...relations].sort((a, b) => (b.estimatedRows ?? 0) - (a.estimatedRows ?? 0));
  const first = new Map<string, RelationRights>();
  for (const relation of bySize) {
    const key = `${relation.kind} ${relation.schema}`;
    if (!first.has(key)) first.set(key, relation);
  }
  const chosen = new Set([...first.values()].slice(0, most));
  for (const list of [bySize.filter((r) => r.meant), bySize])
    for (const relation of list) if (chosen.size < most) chosen.add(relation);
  return [...chosen];
}
