import type { ProbingRelation } from "../inspect/probing.ts";
import type { Sql } from "../postgres/sql.ts";
import {
  readNoRow,
  tryAlter,
  tryDelete,
  tryDrop,
  tryInsert,
  tryTruncate,
  tryUpdate,
} from "../statements/probe-statements.ts";
import { type ObjectType, objectRef } from "../statements/statement.ts";
import type { RelationRights } from "../verify/verification.ts";
import type { Try } from "./try.ts";

/** Why a relation, or some of what one may do to it, is left to the catalog. */
export type NotTried = {
  schema: string;
  name: string;
  reason: "runs-code" | "foreign" | "busy" | "event-trigger" | "time" | "session" | "many-locks";
};

/** A statement on a table with more partitions than this would take a large part of the server's lock table. */
const MOST_LOCKS = 500;

export type Ground = {
  /** Nothing is written on a replica, and a superuser is refused nothing. */
  writable: boolean;
  /** An event trigger would run before the server asks for the right. */
  triggered: boolean;
};

const TYPES: Readonly<Record<string, ObjectType>> = {
  r: "table",
  p: "partitioned-table",
  v: "view",
  m: "materialized-view",
  f: "foreign-table",
};

/**
 * What is tried on one relation. What the catalog already grants is not tried: it is a finding as it stands, and trying
 * it could do it. CREATE TRIGGER is never tried: it takes its lock before it asks for the right.
 */
export function tableTries(rights: RelationRights, relation: ProbingRelation, ground: Ground): Try[] {
  if (relation.busy) return [];
  const object = objectRef(TYPES[relation.kind] ?? "other", relation.name, { schema: relation.schema });
  const refused = (action: Try["action"], sql: Sql, mode: Try["mode"] = "read only"): Try[] =>
    rights.can.some((right) => right === action) || relation.held.includes(action)
      ? []
      : [{ action, object, sql, expected: "42501", mode }];
  const planned = !relation.runsCode && !relation.foreign && relation.family <= MOST_LOCKS;
  const tries: Try[] = planned ? [readTry(rights, relation, object)] : [];
  if (planned && ground.writable) {
    tries.push(...refused("insert", tryInsert(relation)));
    if (relation.settable !== null) tries.push(...refused("update", tryUpdate(relation, relation.settable)));
    tries.push(...refused("delete", tryDelete(relation)));
  }
  if (!ground.writable || ground.triggered) return tries;
  if (relation.kind === "r" || relation.kind === "p")
    tries.push(...refused("truncate", tryTruncate(relation), "read write"));
  tries.push(
    ...refused("alter", tryAlter(relation), "read write"),
    ...refused("drop", tryDrop(relation), "read write"),
  );
  return tries;
}

function readTry({ read }: RelationRights, relation: ProbingRelation, object: Try["object"]): Try {
  const columns = read === "part" && relation.readable.length > 0 ? relation.readable : null;
  const expected = read === "none" ? "42501" : "00000";
  return { action: "select", object, sql: readNoRow(relation, columns), expected, mode: "read only" };
}

/** Why some of it was not tried, or null. */
export function notTried(
  { schema, name, busy, foreign, runsCode, family }: ProbingRelation,
  ground: Ground,
): NotTried | null {
  if (busy) return { schema, name, reason: "busy" };
  if (foreign) return { schema, name, reason: "foreign" };
  if (runsCode) return { schema, name, reason: "runs-code" };
  if (family > MOST_LOCKS) return { schema, name, reason: "many-locks" };
  return ground.triggered ? { schema, name, reason: "event-trigger" } : null;
}
