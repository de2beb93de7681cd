import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, listed, named } from "../compose.ts";
import { holderOf, roleName } from "../holder.ts";
import { READ_ONLY } from "../read-only.ts";
import type { Rule } from "../rule.ts";
import { grantTarget } from "../target.ts";

type Word = keyof typeof READ_ONLY.sequence;

export const sequencePrivilege: Rule = {
  code: "sequence-privilege",
  classes: ["write"],
  about: "database",
  meaning: "The role may advance or set a sequence.",
  exploited:
    "nextval and setval take the sequence's OID, so no USAGE on its schema is needed; what they do is not undone by ROLLBACK, and setval makes the owner's next INSERT fail.",
  closed: "REVOKE USAGE, UPDATE on the sequence.",
  find: ({ access }) => {
    const sequences = access.relationGrants.filter((grant) => grant.kind === "S");
    return [...Map.groupBy(sequences, (grant) => `${grant.oid} ${grant.grantee}`).values()].flatMap((group) => {
      const first = group[0] as (typeof group)[0];
      const held = new Set(group.flatMap((grant) => grant.privileges));
      const privileges = (["USAGE", "UPDATE"] as const).filter((word) => held.has(word));
      if (privileges.length === 0) return [];
      const object = objectRef("sequence", first.name, { schema: first.schema });
      const holder = holderOf(access, first.grantee);
      const grantors = [...new Set(group.map((grant) => grant.grantor))];
      const target = grantTarget({ ...first, type: "sequence" });
      return [
        finding({
          code: sequencePrivilege.code,
          class: "write",
          object,
          privilege: privileges.join(", "),
          title: `${holder.who} can ${listed(privileges.map((word: Word) => READ_ONLY.sequence[word].does))} the counter ${named(object)}.`,
          detail: `${privileges.join(", ")} on sequence ${named(object)} (${holder.chain}), granted by ${grantors.map((oid) => roleName(access, oid)).join(", ")}. By OID it needs no USAGE on the schema.`,
          ...cure(access, {
            target: target as NonNullable<typeof target>,
            object,
            privileges,
            grantee: first.grantee,
            grantors,
            handedOn: group.some((grant) => grant.grantable.length > 0),
            owner: first.owner,
            holders: group.flatMap((grant) => grant.holders),
          }),
        }),
      ];
    });
  },
};
