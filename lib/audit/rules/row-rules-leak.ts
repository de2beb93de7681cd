import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { Rule } from "../rule.ts";

export const rowRulesLeak: Rule = {
  code: "row-rules-leak",
  classes: ["exposure"],
  about: "reading",
  meaning: "Rows that row security hides from the role on a table are open to it elsewhere.",
  exploited:
    "SELECT from a partition or child, where the parent's policies do not hold, or from a view that reads as its owner.",
  closed: "Enable row security on the partition, REVOKE SELECT on it, or make the view security_invoker (15+).",
  find: ({ access }) =>
    access.leaks.map(({ schema, name, kind, baseSchema, baseName }) =>
      finding({
        code: rowRulesLeak.code,
        class: "exposure",
        object: objectRef(RELATION_TYPES[kind] ?? "table", name, { schema }),
        privilege: "SELECT",
        via: [access.role?.name ?? "PUBLIC"],
        title: `Rows that the row rules of ${baseSchema}.${baseName} hide from this login can be read in ${schema}.${name}.`,
        detail: `${baseSchema}.${baseName} has row security that binds this role; ${schema}.${name} (relkind ${kind}) is read without it.`,
        fixableBy: "owner",
        remedy: null,
      }),
    ),
};
