import type { ReadableRelation, ReadObstacle } from "../inspect/access/readability.ts";
import { isOn } from "../inspect/access/setting.ts";
import type { Access } from "../inspect/access.ts";
import { type Meant, meantRelations } from "./meant.ts";
import type { AuditScope } from "./scope.ts";

/** How far the role reads one relation that it is meant to read. */
export type Reading = Meant & {
  read: "all" | "part" | "none";
  /** USAGE on its schema is missing. */
  shut: boolean;
  /** Columns that are meant and cannot be read; null: none of it can. */
  missing: string[] | null;
  obstacles: ReadObstacle[];
};

const FILTERS = new Set<ReadObstacle["reason"]>(["row-rules-none", "row-rules-filtered"]);

/** One for all: most relations have nothing in the way. */
const NOTHING: ReadObstacle[] = [];

/** Every meant relation with what stands in the way of reading it. */
export function readingsOf(access: Access, scope: AuditScope | null): Reading[] {
  const usage = new Set(access.schemas.filter((schema) => schema.usage).map((schema) => schema.oid));
  const byRelation = Map.groupBy(access.obstacles, (obstacle) => obstacle.relation);
  const raises = access.settings.some((setting) => setting.name === "row_security" && !isOn(setting.value));
  return meantRelations({ access, scope }).map(({ relation, columns, leftOut }) => {
    const shut = !usage.has(relation.schemaOid);
    const missing = missingColumns(relation, columns, leftOut);
    const obstacles = byRelation.get(relation.oid) ?? NOTHING;
    const fails = obstacles.some((obstacle) => raises || !FILTERS.has(obstacle.reason));
    const none = shut || missing === null || fails;
    const part = obstacles.length > 0 || (missing?.length ?? 0) > 0;
    return { relation, columns, leftOut, shut, missing, obstacles, read: none ? "none" : part ? "part" : "all" };
  });
}

const NO_COLUMNS: string[] = [];

function missingColumns(relation: ReadableRelation, columns: string[] | null, leftOut: string[]): string[] | null {
  if (relation.select) return NO_COLUMNS;
  if (relation.readableColumns === 0) return null;
  return relation.unreadable.filter((name) => (columns?.includes(name) ?? true) && !leftOut.includes(name));
}

export function isFilter(obstacle: ReadObstacle): boolean {
  return FILTERS.has(obstacle.reason);
}
