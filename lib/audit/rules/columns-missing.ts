import { ident, join, qualified, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, named, some } from "../compose.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { Rule } from "../rule.ts";

export const columnsMissing: Rule = {
  code: "columns-missing",
  classes: ["read-gap"],
  about: "reading",
  meaning: "The role reads some columns of a relation and not others.",
  exploited: "SELECT * fails with 42501; naming the columns works.",
  closed: "GRANT SELECT on the other columns, or leave it if they are meant to stay hidden.",
  find: ({ access, readings }) =>
    readings.flatMap(({ relation, shut, missing }) => {
      if (shut || missing === null || missing.length === 0) return [];
      const only = missing.length === 1 ? missing[0] : undefined;
      const object = objectRef(RELATION_TYPES[relation.kind] ?? "table", relation.name, {
        schema: relation.schema,
        column: only ?? null,
      });
      const whole = named({ ...object, column: null });
      return [
        finding({
          code: columnsMissing.code,
          class: "read-gap",
          object,
          privilege: "SELECT",
          via: access.role ? [access.role.name] : [],
          title: `This login cannot read ${some(missing)} of ${whole}.`,
          detail: `SELECT on ${relation.readableColumns} of ${relation.columns} columns of ${whole}; not on ${missing.join(", ")}. SELECT * fails with 42501.`,
          fixableBy: "owner",
          remedy: access.role
            ? `${sql`GRANT SELECT (${join(missing.map(ident))}) ON TABLE ${qualified(relation.schema, relation.name)} TO ${ident(access.role.name)}`};`
            : null,
        }),
      ];
    }),
};
