import type { Snapshot } from "../inspect/snapshot.ts";
import { ident } from "../postgres/sql.ts";

/** What to do with the admin login once the job is done. */
export type AdminAdvice = { action: "delete" | "switch-off" | "keep"; sentence: string; sql: string | null };

/**
 * Computed from what depends on the admin, as seen after the change. What it owns, granted or made default cannot
 * outlive it (DROP ROLE is 2BP01; DROP OWNED takes the grants away). 16+: it holds the ADMIN option on roles it made.
 */
export function adminAdvice(snapshot: Snapshot, role: string): AdminAdvice {
  const { admin } = snapshot;
  const why = dependents(snapshot, role);
  const off = `ALTER ROLE ${ident(admin.name)} NOLOGIN;`;
  if (admin.oid === 10 || admin.name === snapshot.database.owner || owns(snapshot)) {
    return {
      action: "keep",
      sentence: `You signed in as ${admin.name}, who owns this database or part of it. Keep it. If its password was shown to anybody, change it.`,
      sql: null,
    };
  }
  if (why.length > 0) {
    return {
      action: "switch-off",
      sentence: `You signed in as ${admin.name}. Switch it off rather than delete it: ${why.join(", ")}.`,
      sql: off,
    };
  }
  return {
    action: "delete",
    sentence: `You signed in as ${admin.name}. If it was made for this, it is no longer needed, by us or by Lucien.`,
    sql: `DROP ROLE ${ident(admin.name)};`,
  };
}

function owns({ admin, schemas, relations }: Snapshot): boolean {
  return schemas.some((s) => s.owner === admin.name) || relations.some((r) => r.owner === admin.name);
}

/** Grants, default privileges and memberships that go with the admin. */
function dependents({ admin, ...facts }: Snapshot, role: string): string[] {
  const why: string[] = [];
  const acls = [
    ...facts.database.acl,
    ...facts.schemas.flatMap((s) => s.acl),
    ...facts.relations.flatMap((r) => [...r.acl, ...r.columns.flatMap((c) => c.acl)]),
  ];
  if (acls.some((a) => a.grantor === admin.name)) why.push("rights that it granted would go with it");
  if (facts.defaultPrivileges.some((d) => d.creator === admin.name || d.acl.some((a) => a.grantee === admin.name))) {
    why.push("default privileges hang on it");
  }
  if (acls.some((a) => a.grantee === admin.name)) why.push("it holds rights of its own here");
  if (facts.memberships.some((m) => m.member === admin.name && m.role === role && m.admin)) {
    why.push(`without it only a superuser could change ${role} later`);
  }
  if (facts.memberships.some((m) => m.grantor === admin.name)) why.push("memberships that it granted hang on it");
  return why;
}
