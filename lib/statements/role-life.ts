import { ident, literal, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

/** ALTER ROLE … NOLOGIN: no new session; those that are open stay until they are ended. */
export function forbidLogin(role: string): Statement {
  return {
    kind: "role",
    sql: sql`ALTER ROLE ${ident(role)} NOLOGIN`,
    title: "Let nobody sign in with this login for now.",
    reason: "Its password and its rights stay as they are. Sessions that are open are ended next.",
    object: objectRef("role", role),
  };
}

/** ALTER ROLE … LOGIN. */
export function allowLogin(role: string): Statement {
  return {
    kind: "role",
    sql: sql`ALTER ROLE ${ident(role)} LOGIN`,
    title: "Let this login sign in again.",
    reason: "With the password and the rights that it had.",
    object: objectRef("role", role),
  };
}

/**
 * Ends every session of the role but this one. A role may end its own sessions; another's only a member of it, of
 * pg_signal_backend, or a superuser (signalfuncs.c, pg_signal_backend).
 */
export function endSessions(role: string): Statement {
  return {
    kind: "role",
    sql: sql`SELECT a.pid, pg_catalog.pg_terminate_backend(a.pid) AS ended FROM pg_catalog.pg_stat_activity a WHERE a.usename OPERATOR(pg_catalog.=) ${literal(role)} AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()`,
    title: "End the visits that are open.",
    reason: "NOLOGIN and a new password stop new sessions only.",
    object: objectRef("role", role),
  };
}
