import { ident, qualified, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, named } from "../compose.ts";
import { isFilter, type Reading } from "../reading.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";

export const rowRules: Rule = {
  code: "row-rules",
  classes: ["read-gap"],
  about: "reading",
  meaning: "Row security hides rows of a relation from the role.",
  exploited:
    "SELECT succeeds and shows fewer rows, or none: counts and sums are too low. With row_security off it fails with 42501.",
  closed:
    "CREATE POLICY … FOR SELECT TO the role USING (true), or BYPASSRLS on the role, or leave it filtered knowingly.",
  find: ({ access, readings }) =>
    readings
      .filter((reading) => !reading.shut && reading.missing !== null && reading.obstacles.some(isFilter))
      .map((reading) => judge(reading, access)),
};

function judge({ relation, obstacles }: Reading, access: AuditContext["access"]) {
  const object = objectRef(RELATION_TYPES[relation.kind] ?? "table", relation.name, { schema: relation.schema });
  const filters = obstacles.filter(isFilter);
  const none = filters.some((one) => one.reason === "row-rules-none");
  const direct = filters.some((one) => one.base === relation.oid);
  const where = direct ? "" : ` beneath it, ${filters.map((one) => `${one.schema}.${one.name}`).join(", ")}`;
  const policies = filters.flatMap((one) => (one.base === relation.oid && one.name !== null ? [one.name] : []));
  const role = access.role?.name ?? "PUBLIC";
  return finding({
    code: rowRules.code,
    class: "read-gap",
    object,
    privilege: "SELECT",
    via: [role],
    title: none
      ? `This login sees no rows of ${named(object)}, because of its row rules.`
      : `This login sees only some rows of ${named(object)}, because of its row rules.`,
    detail: `relrowsecurity is on${where}. ${none ? `No policy FOR SELECT applies to ${role}.` : `Policies that filter ${role}: ${policies.join(", ") || "those of the table beneath"}.`}`,
    fixableBy: "owner",
    remedy:
      direct && none
        ? `${sql`CREATE POLICY ${ident(role)} ON ${qualified(relation.schema, relation.name)} FOR SELECT TO ${ident(role)} USING (true)`};`
        : null,
  });
}
