import { ADMIN_TIES, type AdminTieRow } from "../inspect/queries/admin-ties.sql.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Client } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";

/** What to do with the admin login once the job is done. */
export type AdminAdvice = { action: "delete" | "switch-off" | "keep"; sentence: string; sql: string | null };

/** What hangs on the login in this cluster, database by database. */
export async function adminTies(client: Client): Promise<AdminTieRow[]> {
  return (await client.query<AdminTieRow>(ADMIN_TIES)).rows;
}

/**
 * Computed from what depends on whoever signed in, as seen after the change, in every database of the cluster. What it
 * owns, granted or made default cannot outlive it (DROP ROLE is 2BP01; DROP OWNED takes the grants away). 16+: it holds
 * the ADMIN option on roles it made. Whoever acted as a permanent admin role has left nothing behind.
 */
export function adminAdvice(snapshot: Snapshot, role: string, ties: readonly AdminTieRow[]): AdminAdvice {
  const login = snapshot.admin.signedInAs;
  const why = dependents(snapshot, role, ties);
  const bootstrap = snapshot.roles.find((r) => r.name === login)?.oid === 10;
  if (bootstrap || login === snapshot.database.owner || owns(snapshot, login)) {
    return {
      action: "keep",
      sentence: `You signed in as ${login}, who owns this database or part of it. Keep it. If its password was shown to anybody, change it.`,
      sql: null,
    };
  }
  if (why.length > 0) {
    return {
      action: "switch-off",
      sentence: `You signed in as ${login}. Switch it off rather than delete it: ${why.join(", ")}.`,
      sql: `ALTER ROLE ${ident(login)} NOLOGIN;`,
    };
  }
  return {
    action: "delete",
    sentence: `You signed in as ${login}. If it was made for this, it is no longer needed, by us or by Lucien.`,
    sql: `DROP ROLE ${ident(login)};`,
  };
}

function owns({ schemas, relations }: Snapshot, login: string): boolean {
  return schemas.some((s) => s.owner === login) || relations.some((r) => r.owner === login);
}

/** Grants, default privileges, memberships and ties elsewhere that go with the login. */
function dependents(facts: Snapshot, role: string, ties: readonly AdminTieRow[]): string[] {
  const login = facts.admin.signedInAs;
  const why: string[] = [];
  const acls = [
    ...facts.database.acl,
    ...facts.schemas.flatMap((s) => s.acl),
    ...facts.relations.flatMap((r) => [...r.acl, ...r.columns.flatMap((c) => c.acl)]),
  ];
  if (acls.some((a) => a.grantor === login)) why.push("rights that it granted would go with it");
  if (facts.defaultPrivileges.some((d) => d.creator === login || d.acl.some((a) => a.grantee === login))) {
    why.push("default privileges hang on it");
  }
  if (acls.some((a) => a.grantee === login)) why.push("it holds rights of its own here");
  if (facts.memberships.some((m) => m.member === login && m.role === role && m.admin)) {
    why.push(`without it only a superuser could change ${role} later`);
  }
  if (facts.memberships.some((m) => m.grantor === login)) why.push("memberships that it granted hang on it");
  return [...why, ...elsewhere(facts, ties, why.length > 0)];
}

function elsewhere({ database }: Snapshot, ties: readonly AdminTieRow[], known: boolean): string[] {
  const others = ties.filter((t) => t.database !== null && t.database !== database.name).map((t) => t.database);
  if (others.length > 0) return [`things hang on it in the databases ${others.join(", ")}`];
  // Routines, types, large objects and tablespaces are not in the snapshot; the server counts them all the same.
  return known || ties.length === 0 ? [] : ["the server lists objects that it owns or was named in"];
}
