import type { ObstacleReason, ReadObstacle } from "../../inspect/access/readability.ts";
import { ident, qualified, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, named } from "../compose.ts";
import { isFilter, type Reading } from "../reading.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";

export const brokenRelation: Rule = {
  code: "broken-relation",
  classes: ["read-gap"],
  about: "reading",
  meaning: "The role holds SELECT on a relation and reading it fails all the same.",
  exploited:
    "A view whose owner lost its rights, a security_invoker view over tables that the role may not read, a policy or view that calls what the role may not execute, a foreign table without user mapping (42704), a materialised view that was never filled (55000).",
  closed: "Give the missing right to whoever is asked for it, make the user mapping, or REFRESH the view.",
  find: ({ access, readings }) =>
    readings.flatMap((reading) => {
      const faults = reading.obstacles.filter((obstacle) => !isFilter(obstacle));
      return reading.shut || reading.missing === null || faults.length === 0 ? [] : [judge(reading, faults, access)];
    }),
};

function judge({ relation }: Reading, faults: readonly ReadObstacle[], access: AuditContext["access"]) {
  const object = objectRef(RELATION_TYPES[relation.kind] ?? "table", relation.name, { schema: relation.schema });
  const role = access.role?.name ?? "PUBLIC";
  const first = faults[0] as ReadObstacle;
  return finding({
    code: brokenRelation.code,
    class: "read-gap",
    object,
    privilege: "SELECT",
    via: [role],
    title: `Reading ${named(object)} fails: ${PLAIN[first.reason]}.`,
    detail: faults.map((fault) => detailOf(fault, role)).join(" "),
    fixableBy: "owner",
    remedy: remedyOf(first, role, named(object)),
  });
}

const PLAIN: Record<ObstacleReason, string> = {
  "row-rules-none": "row rules hide all rows",
  "row-rules-filtered": "row rules hide rows",
  "policy-routine": "its row rules call a function that this login may not run",
  "policy-relation": "its row rules look at a table that this login may not read",
  "view-owner": "its owner may no longer read what it shows",
  "view-invoker": "it reads with this login's own rights, which do not reach that far",
  "view-routine": "it calls a function that this login may not run",
  "no-user-mapping": "its data is on another server, where this login has no account",
  unpopulated: "it was never filled",
};

function detailOf({ reason, schema, name, as }: ReadObstacle, role: string): string {
  const what = schema === null ? name : `${schema}.${name}`;
  const who = as ?? role;
  switch (reason) {
    case "policy-routine":
    case "view-routine":
      return `${role} has no EXECUTE on ${what}: 42501.`;
    case "no-user-mapping":
      return `No user mapping for ${who} or PUBLIC on server ${what}: 42704.`;
    case "unpopulated":
      return `${what} is WITH NO DATA (relispopulated is false): 55000.`;
    default:
      return `${who} has no SELECT on ${what}: 42501.`;
  }
}

function remedyOf({ reason, schema, name, as }: ReadObstacle, role: string, relation: string): string | null {
  const who = ident(as ?? role);
  if (name === null) return null;
  if (reason === "unpopulated" && schema !== null)
    return `${sql`REFRESH MATERIALIZED VIEW ${qualified(schema, name)}`};`;
  if (reason === "no-user-mapping")
    return `${sql`CREATE USER MAPPING FOR ${who} SERVER ${ident(name)} OPTIONS (user '…', password '…')`};`;
  if (schema === null || reason.endsWith("routine")) return null;
  return `${sql`GRANT SELECT ON TABLE ${qualified(schema, name)} TO ${who}`}; -- for ${relation.replaceAll("\n", " ")}`;
}
