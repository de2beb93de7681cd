import type { RelationGrant } from "../inspect/access/facts.ts";
import type { ReadableRelation } from "../inspect/access/readability.ts";
import type { RelationRights } from "../verify/verification.ts";
import type { Reading } from "./reading.ts";
import type { AuditContext } from "./rule.ts";
import { writingPrivileges } from "./rules/table-privilege.ts";

type Action = RelationRights["can"][number];
const ACTIONS: Readonly<Record<string, Action>> = {
  INSERT: "insert",
  UPDATE: "update",
  DELETE: "delete",
  TRUNCATE: "truncate",
  TRIGGER: "trigger",
};

/** What the catalog says about each relation that the role is meant to read or reads: a row of the proof grid. */
export function rightsOf(context: AuditContext): RelationRights[] {
  const { access, readings } = context;
  const can = new Map<number, Set<Action>>();
  const add = (oid: number, actions: readonly Action[]) => can.set(oid, new Set([...(can.get(oid) ?? []), ...actions]));
  for (const grant of [...access.relationGrants, ...access.columnGrants]) add(grant.oid, actionsOf(grant, context));
  const owners = new Set(access.reach.map((role) => role.oid));
  const ownSchemas = new Set(access.schemas.filter((schema) => owners.has(schema.owner)).map((schema) => schema.oid));
  const open = new Set(access.schemas.filter((schema) => schema.usage).map((schema) => schema.oid));
  const byOid = new Map<number, Reading>();
  for (const reading of readings) byOid.set(reading.relation.oid, reading);
  return access.relations
    .filter((relation) => relation.extension === null)
    .map((relation) => {
      const reading = byOid.get(relation.oid);
      const own = context.superuser || owners.has(relation.owner);
      const read = readOf(relation, reading, open);
      // DROP asks for the table or its schema (RangeVarCallbackForDropRelation).
      if (ownSchemas.has(relation.schemaOid)) add(relation.oid, ["drop"]);
      return {
        schema: relation.schema,
        name: relation.name,
        kind: relation.kind,
        estimatedRows: relation.estimatedRows,
        meant: reading !== undefined,
        read,
        readableColumns: relation.readableColumns,
        columns: relation.columns,
        ...(read === "part" && relation.unreadable.length > 0 && { withheld: relation.unreadable }),
        can: own ? [...ALL] : [...(can.get(relation.oid) ?? NONE)],
      };
    });
}

const NONE: ReadonlySet<Action> = new Set();
const ALL: readonly Action[] = ["insert", "update", "delete", "truncate", "trigger", "alter", "drop"];

/** What a SELECT of the whole relation would meet, whatever part of it is meant: the tries go by this. */
function readOf(relation: ReadableRelation, reading: Reading | undefined, open: ReadonlySet<number>) {
  if (reading?.read === "none" || !open.has(relation.schemaOid)) return "none";
  if (!relation.select) return relation.readableColumns > 0 ? "part" : "none";
  return reading?.read ?? "all";
}

function actionsOf(grant: RelationGrant, context: AuditContext): Action[] {
  return writingPrivileges([grant], context).flatMap((word) => ACTIONS[word] ?? []);
}
