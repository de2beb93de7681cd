import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { Rule } from "../rule.ts";

export const removablePolicy: Rule = {
  code: "removable-policy",
  classes: ["exposure"],
  about: "reading",
  meaning: "A restrictive row rule names the role, or a group of it, and the role can take it away from itself.",
  exploited:
    "DROP OWNED BY CURRENT_USER takes a role out of every policy that names it. Its own grants go too; what it reads by PUBLIC's or another group's SELECT then shows the rows that the rule hid.",
  closed: "Make the restrictive policy TO PUBLIC, with the role's name in its condition.",
  find: ({ access, superuser }) =>
    (superuser ? [] : access.removablePolicies).map(({ schema, name, kind, policy }) =>
      finding({
        code: removablePolicy.code,
        class: "exposure",
        object: objectRef(RELATION_TYPES[kind] ?? "table", name, { schema }),
        privilege: "SELECT",
        via: [access.role?.name ?? "PUBLIC"],
        title: `This login can shake off the row rule ${policy} of ${schema}.${name} and see the rows that it hides.`,
        detail: `Policy ${policy} on ${schema}.${name} is RESTRICTIVE and names roles, not PUBLIC: DROP OWNED BY a role that it is or can become takes that role out of the policy (pg_shdepend).`,
        fixableBy: "owner",
      }),
    ),
};
