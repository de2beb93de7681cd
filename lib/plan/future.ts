import { type Creator, creatorsOf } from "../inspect/creators.ts";
import type { DefaultPrivilege, Snapshot } from "../inspect/snapshot.ts";
import { change } from "../statements/change.ts";
import { type FuturePrivilege, grantFuture, restoreFuture, revokeFuture } from "../statements/future.ts";
import { isRelationPrivilege } from "../statements/grant.ts";
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
    if (entry.objectType !== "r") continue;
    for (const privilege of unwanted(entry, request.role, later)) {
      const way = wayTo(snapshot, entry.creator);
      const take = revokeFuture(request.role, entry.creator, entry.schema, privilege);
      const back = restoreFuture(request.role, entry.creator, entry.schema, privilege);
      if (way !== null) part.changes.push({ way, change: change(take, back) });
      else part.uncovered.push(notSettable(snapshot, entry.schema ?? "", entry.creator, `${take.sql};`));
    }
  }
  return part;
}

function unwanted(entry: DefaultPrivilege, role: string, later: Set<string>): FuturePrivilege[] {
  const kept = (privilege: string) => privilege === "SELECT" && entry.schema !== null && later.has(entry.schema);
  return entry.acl
    .filter((a) => a.grantee === role && !kept(a.privilege))
    .map((a) => a.privilege)
    .filter(isRelationPrivilege);
}
