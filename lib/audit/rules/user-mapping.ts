import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, some } from "../compose.ts";
import { holderOf, roleName } from "../holder.ts";
import type { Rule } from "../rule.ts";

export const userMapping: Rule = {
  code: "user-mapping",
  classes: ["exposure"],
  about: "database",
  meaning: "The role's sessions connect to another server with an account that was set for it or for everybody.",
  exploited:
    "Reading a foreign table reads there, with that account's rights. What the account may do on the other server cannot be seen from here.",
  closed: "DROP USER MAPPING, or an account there that can only read.",
  find: ({ access }) => {
    const foreign = access.relations.filter(
      (relation) => relation.kind === "f" && (relation.select || relation.readableColumns > 0),
    );
    if (foreign.length === 0) return [];
    return access.mappings.map((mapping) => {
      const holder = holderOf(access, mapping.grantee);
      const whom = mapping.grantee === 0 ? sql`PUBLIC` : ident(roleName(access, mapping.grantee));
      return finding({
        code: userMapping.code,
        class: "exposure",
        object: objectRef("user-mapping", mapping.name),
        via: holder.via,
        title: `${holder.who} can read from the other server ${mapping.name}, with an account that is kept here.`,
        detail: `User mapping for ${roleName(access, mapping.grantee)} on server ${mapping.name} (${mapping.wrapper}). Foreign tables it may read: ${some(
          foreign.map((relation) => `${relation.schema}.${relation.name}`),
          20,
        )}.`,
        fixableBy: "owner",
        remedy: `${sql`DROP USER MAPPING FOR ${whom} SERVER ${ident(mapping.name)}`};`,
      });
    });
  },
};
