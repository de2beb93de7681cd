import { type Creator, creatorsOf } from "../inspect/creators.ts";
import type { DefaultPrivilege, Snapshot } from "../inspect/snapshot.ts";
import { change } from "../statements/change.ts";
import {
  type FutureObject,
  type FuturePrivilege,
  grantFuture,
  isFutureObject,
  isFuturePrivilege,
  restoreFuture,
  revokeFuture,
} from "../statements/future.ts";
import { objectRef } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import { type WayChange, wayTo } from "./power.ts";
import type { PlanRequest } from "./request.ts";

export type FuturePart = { changes: WayChange[]; uncovered: Uncovered[] };

/** Default privileges for every creator in the schemas where later tables are to be readable, one line each. */
export function futureGrants(request: PlanRequest, snapshot: Snapshot): FuturePart {
  const part: FuturePart = { changes: [], uncovered: [] };
  const kept = withoutTaken(snapshot, request.role);
  for (const asked of request.schemas) {
    if (!asked.future || !snapshot.schemas.some((s) => s.name === asked.name)) continue;
    for (const creator of creatorsOf(kept, asked.name, request.role)) {
      if (creator.already || isTemporary(snapshot, creator)) continue;
      const way = wayTo(snapshot, creator.role);
      if (way === null) {
        part.uncovered.push(notSettable(snapshot, asked.name, creator.role, creator.remedy));
        continue;
      }
      const grant = grantFuture(request.role, creator.role, asked.name);
      part.changes.push({ way, change: change(grant, revokeFuture(request.role, creator.role, asked.name)) });
    }
  }
  return part;
}

/** What the role holds in every schema at once is taken back by the same plan (futureRevokes): it covers nothing. */
function withoutTaken(snapshot: Snapshot, role: string): Snapshot {
  const defaultPrivileges = snapshot.defaultPrivileges.map((entry) =>
    entry.schema === null && wayTo(snapshot, entry.creator) !== null
      ? { ...entry, acl: entry.acl.filter((a) => a.grantee !== role) }
      : entry,
  );
  return { ...snapshot, defaultPrivileges };
}

/**
 * A login that acts as a permanent admin role is not to leave a trace; it could make tables here only as a member of
 * that role, and default privileges of its own would be one more thing that hangs on it.
 */
function isTemporary({ admin }: Snapshot, { role, because }: Creator): boolean {
  return admin.signedInAs !== admin.name && role === admin.signedInAs && because === "member of a creator";
}

function notSettable(snapshot: Snapshot, schema: string, creator: string, remedy: string): Uncovered {
  return {
    kind: "future",
    object: objectRef("schema", schema),
    owner: creator,
    reason: `${snapshot.admin.name} does not have the rights of ${creator}, which ALTER DEFAULT PRIVILEGES FOR ROLE asks for.`,
    remedy,
  };
}

/** Default privileges for the role that are no longer wanted: another schema, another privilege, no later tables. */
export function futureRevokes(request: PlanRequest, snapshot: Snapshot): FuturePart {
  const part: FuturePart = { changes: [], uncovered: [] };
  const later = new Set(request.schemas.filter((s) => s.future).map((s) => s.name));
  for (const entry of snapshot.defaultPrivileges) {
    const { creator, schema, objectType: on } = entry;
    if (!isFutureObject(on)) continue;
    for (const { privilege, grantable } of unwanted(entry, on, request.role, later)) {
      const way = wayTo(snapshot, creator);
      const take = revokeFuture(request.role, creator, schema, privilege, on);
      const back = restoreFuture(request.role, creator, schema, { privilege, on, grantable });
      if (way !== null) part.changes.push({ way, change: change(take, back) });
      else part.uncovered.push(notSettable(snapshot, schema ?? "", creator, `${take.sql};`));
    }
  }
  return part;
}

type Unwanted = { privilege: FuturePrivilege; grantable: boolean };

function unwanted({ schema, acl }: DefaultPrivilege, on: FutureObject, role: string, later: Set<string>): Unwanted[] {
  const kept = (privilege: string) => on === "r" && privilege === "SELECT" && schema !== null && later.has(schema);
  return acl
    .filter((a) => a.grantee === role && !kept(a.privilege))
    .flatMap(({ privilege, grantable }) => (isFuturePrivilege(privilege) ? [{ privilege, grantable }] : []));
}
