import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

export const futureTables: Rule = {
  code: "future-tables",
  classes: ["future-gap"],
  about: "reading",
  meaning: "Tables that somebody makes later in a schema the role reads will not be readable.",
  exploited: "Nothing breaks today: the new table is missing from answers.",
  closed:
    "ALTER DEFAULT PRIVILEGES FOR ROLE creator IN SCHEMA … GRANT SELECT ON TABLES, by the creator or a member of it.",
  find: ({ access, scope, readings }) => {
    const covered = new Set(
      readings.filter((reading) => reading.read !== "none").map((reading) => reading.relation.schema),
    );
    const role = access.role?.name;
    if (role === undefined) return [];
    return access.futureCreators
      .filter(({ schema }) =>
        scope === null ? covered.has(schema) : scope.schemas.some((one) => one.name === schema && one.future),
      )
      .map(({ schema, creator, why }) =>
        finding({
          code: futureTables.code,
          class: "future-gap",
          object: objectRef("default-privileges", creator, { schema }),
          privilege: "SELECT",
          via: [role],
          title: `Tables that ${creator} makes later in ${schema} will stay hidden from this login.`,
          detail: `${creator} ${why} in ${schema}; no default privileges of ${creator} give SELECT on tables there to ${role}, a group of it or PUBLIC.`,
          fixableBy: "owner",
          remedy: `${sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(creator)} IN SCHEMA ${ident(schema)} GRANT SELECT ON TABLES TO ${ident(role)}`};`,
        }),
      );
  },
};
