import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, named } from "../compose.ts";
import { holderOf } from "../holder.ts";
import { READ_ONLY } from "../read-only.ts";
import { idle, RELATION_TYPES } from "../relation-effect.ts";
import type { Rule } from "../rule.ts";
import { grantTarget } from "../target.ts";

export const latentPrivilege: Rule = {
  code: "latent-privilege",
  classes: ["notice"],
  about: "database",
  meaning: "The role holds a writing privilege that has no effect today, because something else is missing.",
  exploited: "Not today. One GRANT elsewhere (USAGE on the schema, CREATE somewhere) would wake it.",
  closed: "REVOKE the privilege.",
  find: (context) =>
    [...context.access.relationGrants, ...context.access.columnGrants]
      .filter((grant) => grant.kind !== "S")
      .flatMap((grant) => {
        const words = grant.privileges.filter((word) => word in READ_ONLY.relation && !grant.shipped.includes(word));
        const asleep = words.flatMap((word) => {
          const reason = idle(word, grant, context);
          return reason === null ? [] : [{ word, reason }];
        });
        if (asleep.length === 0) return [];
        const { access } = context;
        const object = objectRef(RELATION_TYPES[grant.kind] ?? "table", grant.name, {
          schema: grant.schema,
          column: grant.column,
        });
        const privileges = asleep.map(({ word }) => word);
        const target = grantTarget({ ...grant, type: "table" });
        const { closing: _, ...how } = cure(access, {
          target: target as NonNullable<typeof target>,
          object,
          privileges,
          ...(grant.column === null ? {} : { columns: [grant.column] }),
          grantee: grant.grantee,
          grantors: [grant.grantor],
          owner: grant.owner,
          holders: grant.holders,
        });
        return [
          finding({
            code: latentPrivilege.code,
            class: "notice",
            object,
            privilege: privileges.join(", "),
            title: `${holderOf(access, grant.grantee).who} holds a right on ${named(object)} that has no effect today.`,
            detail: asleep.map(({ word, reason }) => `${word}: ${reason}.`).join(" "),
            ...how,
          }),
        ];
      }),
};
