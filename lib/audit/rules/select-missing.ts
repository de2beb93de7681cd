import { ident, qualified, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, named } from "../compose.ts";
import { missingFromScope } from "../meant.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";

export const selectMissing: Rule = {
  code: "select-missing",
  classes: ["read-gap"],
  about: "reading",
  meaning: "The role is meant to read a relation and holds SELECT on none of it.",
  exploited: "SELECT fails with 42501. Often its owner is another role than the one that granted the rest.",
  closed: "GRANT SELECT, by the relation's owner.",
  find: (context) => [...refused(context), ...absent(context)],
};

function refused({ access, readings }: AuditContext) {
  return readings
    .filter((reading) => !reading.shut && reading.missing === null)
    .map(({ relation }) => {
      const object = objectRef(RELATION_TYPES[relation.kind] ?? "table", relation.name, { schema: relation.schema });
      const owner = access.roles.get(relation.owner)?.name ?? "its owner";
      return finding({
        code: selectMissing.code,
        class: "read-gap",
        object,
        privilege: "SELECT",
        via: access.role ? [access.role.name] : [],
        title: `This login cannot read ${named(object)}.`,
        detail: `No SELECT on ${named(object)}, owned by ${owner}: 42501.`,
        fixableBy: "owner",
        remedy: access.role
          ? `${sql`GRANT SELECT ON TABLE ${qualified(relation.schema, relation.name)} TO ${ident(access.role.name)}`};`
          : null,
      });
    });
}

function absent(context: AuditContext) {
  return missingFromScope(context).map(({ schema, name }) => {
    const object = name === null ? objectRef("schema", schema) : objectRef("table", name, { schema });
    return finding({
      code: selectMissing.code,
      class: "read-gap",
      object,
      title: `${named(object)} is meant to be read and does not exist, or cannot be seen.`,
      detail: `${named(object)} is not in the catalog, or this login may see nothing of it.`,
      fixableBy: "owner",
    });
  });
}
