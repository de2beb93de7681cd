import { objectRef } from "../../statements/statement.ts";
import { counted, finding, some } from "../compose.ts";
import type { Rule } from "../rule.ts";

export const otherSchemaRead: Rule = {
  code: "other-schema-read",
  classes: ["exposure"],
  about: "reading",
  meaning: "The role reads relations that it is not meant to read.",
  exploited: "SELECT. Mostly a grant to PUBLIC, or one that is older than the choice.",
  closed: "REVOKE SELECT ON … FROM PUBLIC or the role.",
  find: (context) => {
    const meant = new Set(context.readings.map(({ relation }) => relation.oid));
    const others = context.access.relations.filter(
      (relation) =>
        !meant.has(relation.oid) && relation.extension === null && (relation.select || relation.readableColumns > 0),
    );
    return [...Map.groupBy(others, (relation) => relation.schema)].map(([schema, relations]) => {
      const names = relations.map((relation) => relation.name);
      return finding({
        code: otherSchemaRead.code,
        class: "exposure",
        object: objectRef("schema", schema),
        privilege: "SELECT",
        via: ["PUBLIC"],
        title: `This login can also read ${counted(relations.length, "table")} in ${schema}, beyond what was meant.`,
        detail: `SELECT on ${some(
          names.map((name) => `${schema}.${name}`),
          20,
        )}.`,
        fixableBy: "public-decision",
        remedy: null,
        ...(names.length > 1 ? { count: names.length, examples: names.slice(0, 200) } : {}),
      });
    });
  },
};
