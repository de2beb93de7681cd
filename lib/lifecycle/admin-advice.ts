import type { Aftermath } from "../inspect/aftermath.ts";
import { ident } from "../postgres/sql.ts";

/** What to do with the admin login once the job is done. */
export type AdminAdvice = { action: "delete" | "switch-off" | "keep"; sentence: string; sql: string | null };

/**
 * Computed from what depends on whoever signed in, as seen after the change, in every database of the cluster. What it
 * owns, granted or made default cannot outlive it (DROP ROLE is 2BP01; DROP OWNED takes the grants away). 16+: it holds
 * the ADMIN option on roles it made. Whoever acted as a permanent admin role has left nothing behind.
 */
export function adminAdvice(after: Aftermath, role: string): AdminAdvice {
  const { login, bootstrap, ownsDatabase, owns } = after.standing;
  const why = dependents(after, role);
  if (bootstrap || ownsDatabase || owns) {
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

/** Grants, default privileges, memberships and ties elsewhere that go with the login. */
function dependents(after: Aftermath, role: string): string[] {
  const { granted, hasDefaults, holds, adminOfRole, grantedMembership } = after.standing;
  const why: string[] = [];
  if (granted) why.push("rights that it granted would go with it");
  if (hasDefaults) why.push("default privileges hang on it");
  if (holds) why.push("it holds rights of its own here");
  if (adminOfRole) why.push(`without it only a superuser could change ${role} later`);
  if (grantedMembership) why.push("memberships that it granted hang on it");
  return [...why, ...elsewhere(after, why.length > 0)];
}

function elsewhere({ database, ties }: Aftermath, known: boolean): string[] {
  const others = ties.filter((t) => t.database !== null && t.database !== database).map((t) => t.database);
  if (others.length > 0) return [`things hang on it in the databases ${others.join(", ")}`];
  // Routines, types, large objects and tablespaces are not in the standing; the server counts them all the same.
  return known || ties.length === 0 ? [] : ["the server lists objects that it owns or was named in"];
}
