import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { counted, finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

export const schemaUsage: Rule = {
  code: "schema-usage",
  classes: ["read-gap"],
  about: "reading",
  meaning: "The role is meant to read in a schema and may not open it.",
  exploited: "Every SELECT fails with 42501, permission denied for schema, whatever is granted on the tables.",
  closed: "GRANT USAGE ON SCHEMA.",
  find: ({ access, readings }) =>
    [
      ...Map.groupBy(
        readings.filter((reading) => reading.shut),
        (reading) => reading.relation.schema,
      ),
    ].map(([schema, shut]) =>
      finding({
        code: schemaUsage.code,
        class: "read-gap",
        object: objectRef("schema", schema),
        privilege: "USAGE",
        via: access.role ? [access.role.name] : [],
        title: `This login cannot open the schema ${schema}, so it reads none of its ${counted(shut.length, "table")}.`,
        detail: `USAGE on schema ${schema} is missing; SELECT there fails with 42501.`,
        fixableBy: "owner",
        remedy: access.role ? `${sql`GRANT USAGE ON SCHEMA ${ident(schema)} TO ${ident(access.role.name)}`};` : null,
      }),
    ),
};
