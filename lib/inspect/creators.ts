import { grantFuture } from "../statements/future.ts";
import { holds } from "./acl.ts";
import type { Snapshot } from "./snapshot.ts";

/** A role whose later tables in a schema need default privileges of their own. */
export type Creator = {
  role: string;
  because: "owns relations" | "owns the schema" | "may create" | "member of a creator";
  /** Default privileges in force already give SELECT to the role (or to PUBLIC). */
  already: boolean;
  /** The one line that covers it, for the creator (or a superuser) to run. */
  remedy: string;
};

/**
 * Who may make relations in the schema later: owners of relations in it, its owner, roles to which CREATE on it was
 * granted, and the logins that inherit from these (what they make is their own). CREATE through PUBLIC is not expanded
 * into every role of the cluster: that is a hazard of its own. Superusers count only where they own something there.
 */
export function creatorsOf(snapshot: Snapshot, schema: string, role: string): Creator[] {
  const found = directCreators(snapshot, schema);
  for (const member of inheritingLogins(snapshot, [...found.keys()])) {
    add(found, member, "member of a creator");
  }
  found.delete(role);
  return [...found].map(([name, because]) => ({
    role: name,
    because,
    already: isSet(snapshot, schema, role, name),
    remedy: `${grantFuture(role, name, schema).sql};`,
  }));
}

function isSet(snapshot: Snapshot, schema: string, role: string, creator: string): boolean {
  return snapshot.defaultPrivileges.some(
    (entry) =>
      entry.creator === creator &&
      entry.objectType === "r" &&
      (entry.schema === null || entry.schema === schema) &&
      holds(entry.acl, "SELECT", [role, null]),
  );
}

function directCreators(snapshot: Snapshot, schemaName: string): Map<string, Creator["because"]> {
  const owners = [...(ownersIn(snapshot).get(schemaName) ?? [])];
  const found = new Map(owners.map((owner): [string, Creator["because"]] => [owner, "owns relations"]));
  const schema = snapshot.schemas.find((one) => one.name === schemaName);
  if (!schema) return found;
  add(found, realOwner(snapshot, schema.owner), "owns the schema");
  for (const item of schema.acl) {
    if (item.privilege !== "CREATE" || item.grantee === null) continue;
    add(found, realOwner(snapshot, item.grantee), "may create");
  }
  return found;
}

/** By schema, of relations that no extension made. Once for each look: a plan asks for every schema. */
function ownersIn({ relations }: Snapshot): Map<string, Set<string>> {
  const known = OWNERS.get(relations);
  if (known) return known;
  const owners = new Map<string, Set<string>>();
  for (const { schema, owner, extension } of relations) {
    if (extension !== null) continue;
    const here = owners.get(schema);
    if (here) here.add(owner);
    else owners.set(schema, new Set([owner]));
  }
  OWNERS.set(relations, owners);
  return owners;
}

const OWNERS = new WeakMap<Snapshot["relations"], Map<string, Set<string>>>();

/** Nobody signs in as pg_database_owner (14+): its one member is the owner of the database. */
function realOwner(snapshot: Snapshot, role: string): string {
  return role === "pg_database_owner" ? snapshot.database.owner : role;
}

function add(found: Map<string, Creator["because"]>, role: string, because: Creator["because"]): void {
  if (!found.has(role)) found.set(role, because);
}

function inheritingLogins(snapshot: Snapshot, from: readonly string[]): string[] {
  const roles = new Map(snapshot.roles.map((role) => [role.name, role]));
  const reached = new Set(from);
  for (const holder of reached) {
    for (const { role, member, inherit } of snapshot.memberships) {
      if (role === holder && (inherit ?? roles.get(member)?.inherit ?? false)) reached.add(member);
    }
  }
  return [...reached].filter((name) => roles.get(name)?.login && !roles.get(name)?.superuser);
}
