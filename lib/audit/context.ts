import type { Access } from "../inspect/access.ts";
import { readingsOf } from "./reading.ts";
import type { AuditContext } from "./rule.ts";

/** Answers that several rules need, worked out once; no body was read yet. */
export function contextOf(access: Access, options: Pick<AuditContext, "scope" | "elsewhere">): AuditContext {
  const here = access.server.database;
  const owners = new Set(access.reach.map((role) => role.oid));
  const superuser = access.reach.some((role) => role.canAct && access.roles.get(role.oid)?.superuser === true);
  const ownsDatabase = owners.has(here.owner);
  const holds = (type: string, privilege: string, oid?: number) =>
    access.grants.some(
      (g) => g.type === type && g.privileges.includes(privilege) && (oid === undefined || g.oid === oid),
    );
  const creates =
    superuser ||
    ownsDatabase ||
    holds("schema", "CREATE") ||
    holds("database", "CREATE", here.oid) ||
    access.schemas.some((schema) => owners.has(schema.owner));
  const temporary = superuser || ownsDatabase || holds("database", "TEMPORARY", here.oid);
  const setting = access.settings.find(({ name }) => name === "session_replication_role")?.value;
  const replica =
    superuser ||
    setting?.toLowerCase() === "replica" ||
    access.grants.some(
      (g) => g.type === "parameter" && g.name === "session_replication_role" && g.privileges.includes("SET"),
    );
  const readings = readingsOf(access, options.scope);
  return { access, ...options, bodies: new Map(), superuser, creates, temporary, replica, readings };
}
