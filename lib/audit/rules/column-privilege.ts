import type { RelationGrant } from "../../inspect/access/facts.ts";
import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, listed, named, some } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf, roleName } from "../holder.ts";
import { READ_ONLY } from "../read-only.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { grantTarget } from "../target.ts";
import { writingPrivileges } from "./table-privilege.ts";

export const columnPrivilege: Rule = {
  code: "column-privilege",
  classes: ["write"],
  about: "database",
  meaning: "The role may change single columns of a relation, although it holds nothing on the whole.",
  exploited:
    "UPDATE of that column, INSERT that names it. has_table_privilege says no to both. On system tables this works where a privilege on the whole table would be ignored.",
  closed: "REVOKE the privileges on the columns.",
  find: (context) =>
    [
      ...Map.groupBy(context.access.columnGrants, (g) => `${g.oid} ${g.grantee} ${g.privileges.join()}`).values(),
    ].flatMap((group) => judge(group, context)),
};

function judge(group: readonly RelationGrant[], context: AuditContext): Finding[] {
  const { access } = context;
  const [first] = group as [RelationGrant];
  const privileges = writingPrivileges(group, context);
  if (privileges.length === 0) return [];
  const columns = [...new Set(group.map((grant) => grant.column as string))];
  const [only] = columns;
  const object = objectRef("column", first.name, {
    schema: first.schema,
    column: columns.length === 1 ? (only ?? null) : null,
  });
  const whole = { ...object, column: null };
  const holder = holderOf(access, first.grantee);
  const grantors = [...new Set(group.map((grant) => grant.grantor))];
  const target = grantTarget({ ...first, type: "table" });
  const does = privileges.map((word) => READ_ONLY.relation[word].does);
  return [
    finding({
      code: columnPrivilege.code,
      class: "write",
      object,
      privilege: privileges.join(", "),
      title: `${holder.who} can ${listed(does)} ${named(whole)}, in the ${columns.length === 1 ? "column" : "columns"} ${some(columns)}.`,
      detail: `${privileges.join(", ")} (${columns.join(", ")}) on ${named(whole)} (${holder.chain}), granted by ${grantors.map((oid) => roleName(access, oid)).join(", ")}.`,
      ...cure(access, {
        target: target as NonNullable<typeof target>,
        object,
        privileges,
        columns,
        grantee: first.grantee,
        grantors,
        columnsOf: new Map(
          grantors.map((oid) => [oid, group.filter((one) => one.grantor === oid).map((one) => one.column as string)]),
        ),
        handedOn: group.some((grant) => grant.grantable.length > 0),
        owner: first.owner,
        holders: group.flatMap((grant) => grant.holders),
      }),
    }),
  ];
}
