import type { AclItem, SchemaFacts, Snapshot } from "../inspect/snapshot.ts";
import { change } from "../statements/change.ts";
import { grantOnDatabase, grantUsage, revokeOnDatabase, revokeOnSchema } from "../statements/grant-container.ts";
import { objectRef } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import { DIRECT, inheritedBy, type Way, type WayChange, wayTo } from "./power.ts";
import { holds } from "./relations.ts";
import type { PlanRequest } from "./request.ts";

export type ContainersPart = {
  grants: WayChange[];
  uncovered: Uncovered[];
  /** Schemas that the role can open once the plan is applied. */
  open: Set<string>;
  /** It may connect once the plan is applied. */
  connects: boolean;
};

/** CONNECT on the database and USAGE on each chosen schema, where the role does not hold them itself yet. */
export function containerGrants(request: PlanRequest, snapshot: Snapshot): ContainersPart {
  const readers = inheritedBy(snapshot, request.role);
  const connect = connectGrant(request, snapshot, readers);
  const part: ContainersPart = { grants: connect.grants, uncovered: [], open: new Set(), connects: connect.connects };
  const wanted: { way: Way; schema: string }[] = [];
  for (const asked of request.schemas) {
    const schema = snapshot.schemas.find((s) => s.name === asked.name);
    if (schema === undefined) {
      part.uncovered.push(noSchema(asked.name));
      continue;
    }
    const held = holds(schema.acl, request.role, "USAGE");
    const way = held ? DIRECT : schemaWay(snapshot, schema);
    if (held || way !== null || through(schema.acl, readers, "USAGE")) part.open.add(schema.name);
    else part.uncovered.push(closedSchema(request.role, snapshot, schema));
    if (!held && way !== null) wanted.push({ way, schema: schema.name });
  }
  part.grants.push(...usageStatements(request.role, wanted));
  return part;
}

/** How the admin may grant on this schema, or null. */
export function schemaWay(snapshot: Snapshot, schema: SchemaFacts): Way | null {
  return snapshot.admin.superuser || schema.grantable ? DIRECT : wayTo(snapshot, schema.owner);
}

/** How the admin may grant on this database, or null. */
export function databaseWay(snapshot: Snapshot, privilege: string): Way | null {
  const { admin, database } = snapshot;
  const option = (a: AclItem) =>
    a.privilege === privilege && a.grantable && a.grantee !== null && admin.actsAs.includes(a.grantee);
  return database.acl.some(option) ? DIRECT : wayTo(snapshot, database.owner);
}

function connectGrant(request: PlanRequest, snapshot: Snapshot, readers: Set<string>) {
  const { database } = snapshot;
  if (holds(database.acl, request.role, "CONNECT")) return { grants: [], connects: true };
  const way = databaseWay(snapshot, "CONNECT");
  if (way === null) return { grants: [], connects: through(database.acl, readers, "CONNECT") };
  const grant = grantOnDatabase(request.role, "CONNECT", database.name);
  const undo = revokeOnDatabase(request.role, "CONNECT", database.name);
  return { grants: [{ way, change: change(grant, undo) }], connects: true };
}

function through(acl: readonly AclItem[], readers: Set<string>, privilege: string): boolean {
  return acl.some((a) => a.privilege === privilege && (a.grantee === null || readers.has(a.grantee)));
}

function usageStatements(role: string, wanted: readonly { way: Way; schema: string }[]): WayChange[] {
  const groups = Map.groupBy(wanted, (w) => JSON.stringify(w.way));
  return [...groups.values()].map((group) => {
    const names = group.map((w) => w.schema);
    const undo = names.map((n) => revokeOnSchema(role, "USAGE", n));
    return { way: group[0]?.way ?? DIRECT, change: change(grantUsage(role, names), ...undo) };
  });
}

/** Neither shared nor listed: what anybody may read there, every login reads already (docs: 5.10.5, 37.1). */
export function isSystemSchema(name: string): boolean {
  return name.startsWith("pg_") || name === "information_schema";
}

function noSchema(name: string): Uncovered {
  return {
    kind: "schema",
    object: objectRef("schema", name),
    owner: "",
    reason: isSystemSchema(name)
      ? "It is the system's own, which is not ours to share."
      : "There is no such schema in this database.",
    remedy: "",
  };
}

function closedSchema(role: string, snapshot: Snapshot, schema: SchemaFacts): Uncovered {
  return {
    kind: "schema",
    object: objectRef("schema", schema.name),
    owner: schema.owner,
    reason: `${snapshot.admin.name} neither owns this schema nor holds USAGE WITH GRANT OPTION on it.`,
    remedy: `${grantUsage(role, [schema.name]).sql};`,
  };
}
