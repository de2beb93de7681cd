import type { AccessEventTrigger } from "../inspect/access/facts.ts";

/**
 * Commands with event triggers (src/include/tcop/cmdtaglist.h) that succeed for a role which owns nothing: IF EXISTS of
 * what does not exist, IF NOT EXISTS of what does (where existence is looked at before the right), GRANT and REVOKE that
 * only warn, its own default privileges. `CREATE TABLE IF NOT EXISTS` asks for CREATE first and is undone with its error.
 */
const FOR_ANYBODY =
  /^(DROP .+|ALTER (TABLE|VIEW|SEQUENCE|INDEX|MATERIALIZED VIEW|FOREIGN TABLE|STATISTICS|DEFAULT PRIVILEGES)|GRANT|REVOKE|CREATE (TABLE AS|MATERIALIZED VIEW|EXTENSION|SERVER)|REASSIGN OWNED)$/;

/** What takes more than a temporary object of one's own. */
const NEVER_TEMPORARY =
  /^(CREATE|ALTER) (ACCESS METHOD|EVENT TRIGGER|FOREIGN DATA WRAPPER|LANGUAGE|PUBLICATION|SCHEMA|SUBSCRIPTION)$|^ALTER (EXTENSION|SERVER|USER MAPPING)$|^CREATE (FOREIGN TABLE|USER MAPPING)$|^IMPORT FOREIGN SCHEMA$/;

/** These drop something that every role can make: its own row of pg_default_acl. */
const DROPS_ITS_OWN = new Set(["ALTER DEFAULT PRIVILEGES", "DROP OWNED"]);

/** Whether a role that may make no lasting objects can set this event trigger off. */
export function setsOff({ event, tags }: Pick<AccessEventTrigger, "event" | "tags">, temporary: boolean): boolean {
  if (event === "login") return true;
  if (event === "table_rewrite") return temporary;
  const may = (tag: string) =>
    (temporary && !NEVER_TEMPORARY.test(tag)) ||
    (event === "sql_drop" ? DROPS_ITS_OWN.has(tag) : FOR_ANYBODY.test(tag));
  return tags === null || tags.some(may);
}
