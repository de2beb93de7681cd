import type { RelationGrant } from "../../inspect/access/facts.ts";
import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, listed, named } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf, roleName } from "../holder.ts";
import { READ_ONLY } from "../read-only.ts";
import { idle, onlyLocks, RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { grantTarget } from "../target.ts";

type Word = keyof typeof READ_ONLY.relation;

export const tablePrivilege: Rule = {
  code: "table-privilege",
  classes: ["write"],
  about: "database",
  meaning: "The role may change a table, view, materialised view or foreign table, or attach something to it.",
  exploited:
    "INSERT, UPDATE, DELETE, TRUNCATE; CREATE TRIGGER, whose code runs when others write; a foreign key onto it; REFRESH and LOCK with MAINTAIN. A view passes the change on with its owner's rights, a parent to its partitions. INSERT alone does nothing where row security has no policy for it.",
  closed: "REVOKE the privileges from whoever holds them.",
  find: (context) => groups(context.access.relationGrants).flatMap((group) => judge(group, context)),
};

/** One grantee's rows on one relation, whoever granted them. */
function groups(grants: readonly RelationGrant[]): RelationGrant[][] {
  const relations = grants.filter((grant) => grant.kind !== "S");
  return [...Map.groupBy(relations, (grant) => `${grant.oid} ${grant.grantee}`).values()];
}

/** Privileges of the table above that are in effect, not counting what initdb or the extension gave. */
export function writingPrivileges(group: readonly RelationGrant[], context: AuditContext): Word[] {
  const words = new Set(group.flatMap((grant) => grant.privileges.filter((word) => !grant.shipped.includes(word))));
  const [first] = group as [RelationGrant];
  return [...words].filter((word): word is Word => word in READ_ONLY.relation && idle(word, first, context) === null);
}

function judge(group: readonly RelationGrant[], context: AuditContext): Finding[] {
  const { access } = context;
  const [first] = group as [RelationGrant];
  const privileges = writingPrivileges(group, context);
  if (privileges.length === 0) return [];
  const object = objectRef(RELATION_TYPES[first.kind] ?? "table", first.name, { schema: first.schema });
  const holder = holderOf(access, first.grantee);
  const locks = privileges.filter((word) => onlyLocks(word, first, context));
  const does: string[] = privileges
    .filter((word) => !locks.includes(word))
    .map((word) => READ_ONLY.relation[word].does);
  if (locks.length > 0 && does.length === 0) does.push("lock the tables behind");
  const grantors = [...new Set(group.map((grant) => grant.grantor))];
  const target = grantTarget({ ...first, type: object.type });
  return [
    finding({
      code: tablePrivilege.code,
      class: "write",
      object,
      privilege: privileges.join(", "),
      title: `${holder.who} can ${listed(does)} ${named(object)}.`,
      detail: [
        `${privileges.join(", ")} on ${object.type} ${named(object)} (${holder.chain}), granted by ${grantors.map((oid) => roleName(access, oid)).join(", ")}.`,
        ...privileges.map((word) => `${word}: ${READ_ONLY.relation[word].why}.`),
        ...(locks.length > 0
          ? [
              `Postgres carries ${locks.join(", ")} on this view to no table, but it allows LOCK TABLE on the view and the tables beneath.`,
            ]
          : []),
      ].join(" "),
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
}
