import type { AclItem, ColumnFacts, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { change } from "../statements/change.ts";
import {
  chunks,
  grantOnColumns,
  grantOnRelations,
  isRelationPrivilege,
  type RelationPrivilege,
  revokeOnColumns,
  revokeOnRelations,
} from "../statements/grant.ts";
import { grantOnDatabase, grantOnSchema, revokeOnDatabase, revokeOnSchema } from "../statements/grant-container.ts";
import { grantOnSequence, revokeOnSequence } from "../statements/grant-sequence.ts";
import { objectRef } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import type { Way, WayChange } from "./power.ts";
import { type Chosen, TYPES } from "./relations.ts";
import type { PlanRequest } from "./request.ts";
import { revokeWay, whyItStays } from "./revoking.ts";

export type ExtrasPart = { changes: WayChange[]; uncovered: Uncovered[] };

/**
 * What an existing role holds itself and is not meant to: relations that are no longer chosen, every privilege but
 * SELECT, CREATE on schemas and the database. What it holds through PUBLIC or a group is not touched here.
 */
export function extraRevokes(request: PlanRequest, snapshot: Snapshot, chosen: readonly Chosen[]): ExtrasPart {
  const part: ExtrasPart = { changes: [], uncovered: [] };
  if (snapshot.role === null) return part;
  relationExtras(request, snapshot, chosen, part);
  sequenceExtras(request.role, snapshot, part);
  schemaExtras(request, snapshot, part);
  databaseExtras(request, snapshot, part);
  return part;
}

type Extra = { way: Way; privilege: RelationPrivilege; grantable: boolean; relation: RelationFacts };

function relationExtras(request: PlanRequest, snapshot: Snapshot, chosen: readonly Chosen[], part: ExtrasPart): void {
  const wanted = new Map(chosen.map((c) => [c.relation.oid, c]));
  const extras: Extra[] = [];
  for (const relation of snapshot.relations) {
    const choice = wanted.get(relation.oid);
    for (const item of ownItems(relation.acl, request.role)) {
      if (item.privilege === "SELECT" && choice !== undefined && choice.columns === null) continue;
      const way = revokeWay(snapshot, item.grantor, relation.owner);
      const take = revokeOnRelations(request.role, [item.privilege], [relation]);
      const object = objectRef(TYPES[relation.kind], relation.name, { schema: relation.schema });
      const acl = [...relation.acl, ...relation.columns.flatMap((column) => column.acl)];
      const stays = whyItStays({ kind: "relation", object, item, way, take, acl });
      if (stays !== null) part.uncovered.push(stays);
      else if (way !== null) extras.push({ way, privilege: item.privilege, grantable: item.grantable, relation });
    }
    columnExtras(request, snapshot, relation, choice, part);
  }
  part.changes.push(...relationStatements(request.role, extras));
}

function relationStatements(role: string, extras: readonly Extra[]): WayChange[] {
  const groups = Map.groupBy(extras, (e) => JSON.stringify([e.way, e.privilege, e.grantable]));
  return [...groups.values()].flatMap((group) =>
    chunks(group).map((list): WayChange => {
      const { way, privilege, grantable } = list[0] as Extra;
      const names = list.map((e) => e.relation);
      const back = grantOnRelations(role, [privilege], names, grantable);
      return { way, change: change(revokeOnRelations(role, [privilege], names), back) };
    }),
  );
}

function columnExtras(
  request: PlanRequest,
  snapshot: Snapshot,
  relation: RelationFacts,
  choice: Chosen | undefined,
  part: ExtrasPart,
): void {
  const items = relation.columns.flatMap((column) => unwantedOn(column, request.role, choice));
  const groups = Map.groupBy(items, (i) => JSON.stringify([i.grantor, i.privilege, i.grantable]));
  for (const group of groups.values()) {
    const { grantor, privilege, grantable } = group[0] as ColumnItem;
    const columns = group.map((i) => i.column);
    const way = revokeWay(snapshot, grantor, relation.owner);
    const take = revokeOnColumns(request.role, privilege, columns, relation);
    const object = objectRef(TYPES[relation.kind], relation.name, { schema: relation.schema });
    const acl = relation.columns.filter((c) => columns.includes(c.name)).flatMap((c) => c.acl);
    const item = { grantee: request.role, grantor, privilege, grantable };
    const stays = whyItStays({ kind: "relation", object, item, way, take, acl });
    if (stays !== null) part.uncovered.push(stays);
    else if (way !== null) {
      const back = grantOnColumns(request.role, privilege, columns, relation, grantable);
      part.changes.push({ way, change: change(take, back) });
    }
  }
}

type ColumnItem = { column: string; grantor: string; privilege: RelationPrivilege; grantable: boolean };

function unwantedOn(column: ColumnFacts, role: string, choice: Chosen | undefined): ColumnItem[] {
  // Beside the whole relation they say nothing more, and taking that back later would take them along unseen.
  const meant = choice?.columns?.includes(column.name) ?? false;
  return ownItems(column.acl, role)
    .filter((i) => !(meant && i.privilege === "SELECT"))
    .map((i) => ({ column: column.name, grantor: i.grantor, privilege: i.privilege, grantable: i.grantable }));
}

function ownItems(acl: readonly AclItem[], role: string): (AclItem & { privilege: RelationPrivilege })[] {
  return acl.filter(
    (a): a is AclItem & { privilege: RelationPrivilege } => a.grantee === role && isRelationPrivilege(a.privilege),
  );
}

function sequenceExtras(role: string, snapshot: Snapshot, part: ExtrasPart): void {
  for (const held of snapshot.role?.sequences ?? []) {
    const { privileges, grantor, grantable, owner } = held;
    const way = revokeWay(snapshot, grantor, owner);
    const take = revokeOnSequence(role, privileges, held);
    const back = grantOnSequence(role, privileges, held, grantable);
    const object = objectRef("sequence", held.name, { schema: held.schema });
    const item = { grantee: role, privilege: privileges.join(", "), grantor, grantable };
    const stays = whyItStays({ kind: "relation", object, item, way, take, acl: [] });
    if (stays !== null) part.uncovered.push(stays);
    else if (way !== null) part.changes.push({ way, change: change(take, back) });
  }
}

function schemaExtras(request: PlanRequest, snapshot: Snapshot, part: ExtrasPart): void {
  const chosen = new Set(request.schemas.map((s) => s.name));
  for (const schema of snapshot.schemas) {
    for (const item of schema.acl) {
      const privilege = item.privilege;
      if (item.grantee !== request.role || (privilege !== "USAGE" && privilege !== "CREATE")) continue;
      if (privilege === "USAGE" && chosen.has(schema.name)) continue;
      const way = revokeWay(snapshot, item.grantor, schema.owner);
      const take = revokeOnSchema(request.role, privilege, schema.name);
      const back = grantOnSchema(request.role, privilege, schema.name, item.grantable);
      const object = objectRef("schema", schema.name);
      const stays = whyItStays({ kind: "schema", object, item, way, take, acl: schema.acl });
      if (stays !== null) part.uncovered.push(stays);
      else if (way !== null) part.changes.push({ way, change: change(take, back) });
    }
  }
}

function databaseExtras(request: PlanRequest, snapshot: Snapshot, part: ExtrasPart): void {
  const { database } = snapshot;
  for (const item of database.acl) {
    const privilege = item.privilege;
    if (item.grantee !== request.role || (privilege !== "CREATE" && privilege !== "TEMPORARY")) continue;
    const way = revokeWay(snapshot, item.grantor, database.owner);
    const take = revokeOnDatabase(request.role, privilege, database.name);
    const back = grantOnDatabase(request.role, privilege, database.name, item.grantable);
    const object = objectRef("database", database.name);
    const stays = whyItStays({ kind: "attribute", object, item, way, take, acl: database.acl });
    if (stays !== null) part.uncovered.push(stays);
    else if (way !== null) part.changes.push({ way, change: change(take, back) });
  }
}
