import { byMember, inheritedSet } from "../inspect/access/closure.ts";
import type { Enabled, RelationGrant, Updatability } from "../inspect/access/facts.ts";
import { PUBLIC_OID } from "../inspect/access/facts.ts";
import type { Access } from "../inspect/access.ts";
import type { ObjectType } from "../statements/statement.ts";
import type { AuditContext } from "./rule.ts";

/** Relations below were made by bootstrap, so table privileges on them are ignored (acl: IsCatalogRelationOid, 12000). */
const FIRST_UNPINNED_OID = 12000;

export const RELATION_TYPES: Readonly<Record<string, ObjectType>> = {
  r: "table",
  p: "partitioned-table",
  v: "view",
  m: "materialized-view",
  f: "foreign-table",
  S: "sequence",
};

/** Why a privilege has no effect today, or null where it has. */
export function idle(privilege: string, grant: RelationGrant, context: AuditContext): string | null {
  const { access } = context;
  if (isSystem(grant)) {
    const own = ["MAINTAIN", "REFERENCES"].includes(privilege) ? privilege !== "REFERENCES" : grant.column !== null;
    return own || modifiesSystem(context) ? null : "Postgres ignores it on system tables";
  }
  const usable = access.schemas.find((schema) => schema.oid === grant.schemaOid)?.usable ?? context.superuser;
  if (!usable && privilege !== "MAINTAIN" && !access.reachedInside.has(grant.oid))
    return `nobody it can become has USAGE on the schema ${grant.schema}`;
  if (privilege === "REFERENCES") {
    if (!"rp".includes(grant.kind)) return "foreign keys point at tables only";
    return context.creates ? null : "a foreign key needs a table of its own, and it can make none";
  }
  if (grant.kind === "m") return privilege === "MAINTAIN" ? null : "materialised views are only refreshed";
  if (grant.kind === "f") return idleForeign(privilege, grant, context);
  if (privilege === "INSERT" && grant.rowsShutOut) return "row security has no policy that lets a row of its own in";
  if (privilege === "INSERT" && grant.columnsShutOut)
    return "another column gets no value: it is NOT NULL, or its default is a sequence that it may not use";
  return grant.kind === "v" && privilege === "INSERT" ? idleInsert(grant, context) : null;
}

function isSystem({ oid, kind }: RelationGrant): boolean {
  return oid < FIRST_UNPINNED_OID && kind === "r";
}

function modifiesSystem({ access }: AuditContext): boolean {
  const may = access.grants.some((g) => g.type === "parameter" && g.name === "allow_system_table_mods");
  return access.server.allowSystemTableMods || may;
}

function idleForeign(privilege: string, grant: RelationGrant, { access }: AuditContext): string | null {
  const how = access.updatability.get(grant.oid);
  if (!how || !["INSERT", "UPDATE", "DELETE", "TRUNCATE"].includes(privilege)) return null;
  if (how.events?.includes(privilege) === false) return "its foreign-data wrapper does not carry it on";
  const mapped = access.mappings.some(
    (mapping) => mapping.server === how.mapsOn && holds(mapping.grantee, grant, access),
  );
  const maps = access.grants.some((held) => held.type === "foreign-server" && held.oid === how.mapsOn);
  return how.mapsOn === null || mapped || maps ? null : "it has no user mapping for the other server";
}

/** The account is looked up for the current role, which is asked for the privilege too. */
function holds(role: number, grant: RelationGrant, { memberships }: Access): boolean {
  if (role === PUBLIC_OID || grant.grantee === PUBLIC_OID) return true;
  return inheritedSet(role, byMember(memberships)).has(grant.grantee);
}

/** UPDATE, DELETE and TRUNCATE on a view at least allow LOCK TABLE on it and on the tables beneath. INSERT does not. */
function idleInsert(grant: RelationGrant, context: AuditContext): string | null {
  const how = context.access.updatability.get(grant.oid);
  return how ? idleEvent("INSERT", how, context) : null;
}

/** What an UPDATE, DELETE or TRUNCATE on a view that Postgres does not carry on is still good for. */
export function onlyLocks(privilege: string, grant: RelationGrant, context: AuditContext): boolean {
  const how = context.access.updatability.get(grant.oid);
  if (grant.kind !== "v" || !how) return false;
  if (privilege === "TRUNCATE") return true;
  return ["UPDATE", "DELETE"].includes(privilege) && idleEvent(privilege, how, context) !== null;
}

/** Why this event changes nothing, in whatever kind of session the role may have. */
function idleEvent(event: string, how: Updatability, context: AuditContext): string | null {
  const ordinary = idleIn("O", event, how, context);
  return ordinary === null || !context.replica ? ordinary : idleIn("R", event, how, context);
}

/** Rules come first, then INSTEAD OF triggers (one that does not fire leaves nothing to do), then what Postgres does. */
function idleIn(session: "O" | "R", event: string, how: Updatability, { bodies }: AuditContext): string | null {
  const fires = ({ enabled }: { enabled: Enabled }) => enabled === "A" || enabled === session;
  const rules = how.rules.filter((rule) => rule.event === event && fires(rule));
  if (rules.some((rule) => rule.writes)) return null;
  if (rules.some((rule) => rule.instead)) return "its rules write nothing";
  const triggers = how.triggers.filter((trigger) => trigger.events.includes(event));
  if (triggers.length > 0) {
    const writes = triggers.some(
      (trigger) => fires(trigger) && trigger.definer && bodies.get(trigger.routine)?.effect !== "reads",
    );
    return writes ? null : "its INSTEAD OF trigger writes nothing with other rights than the role's own";
  }
  if (how.events === null) return "it was locked, so nobody could see whether Postgres carries it on";
  if (!how.events.includes(event)) return "Postgres does not carry it on to a table";
  return how.ownerMay.includes(event) ? null : `the view's owner may not ${event} in the table beneath`;
}
