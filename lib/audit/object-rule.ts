import type { AccessGrant } from "../inspect/access/facts.ts";
import { objectRef } from "../statements/statement.ts";
import { cure } from "./closing.ts";
import { finding, named } from "./compose.ts";
import type { Finding } from "./finding.ts";
import { holderOf, roleName } from "./holder.ts";
import type { Policy } from "./read-only.ts";
import type { AuditContext, Rule } from "./rule.ts";
import { grantTarget } from "./target.ts";

type Shape = Omit<Rule, "find"> & {
  type: AccessGrant["type"];
  privilege: string;
  policy: Policy;
  /** Only what is true of this one: class and words that differ, or null where there is nothing to say. */
  refine?(grant: AccessGrant, context: AuditContext): Partial<Policy> | null;
};

/** A rule about one privilege on one class of object that is not a relation: the policy's table, with its exceptions. */
export function objectRule(shape: Shape): Rule {
  const { type, privilege, policy, refine, ...rule } = shape;
  return {
    ...rule,
    find(context) {
      const held = context.access.grants.filter((grant) => grant.type === type && grant.privileges.includes(privilege));
      const groups = Map.groupBy(held, (grant) => `${grant.oid} ${grant.grantee}`);
      return [...groups.values()].flatMap((group) => judge(group, shape, context));
    },
  };
}

function judge(group: readonly AccessGrant[], shape: Shape, context: AuditContext): Finding[] {
  const { access } = context;
  const [first] = group as [AccessGrant];
  const refined = shape.refine ? shape.refine(first, context) : {};
  if (refined === null) return [];
  const policy = { ...shape.policy, ...refined };
  const object = objectRef(first.type, first.name, { schema: first.schema });
  const holder = holderOf(access, first.grantee);
  const grantors = [...new Set(group.map((grant) => grant.grantor))];
  const target = grantTarget(first);
  return [
    finding({
      code: shape.code,
      class: policy.class,
      object,
      privilege: shape.privilege,
      title: `${holder.who} can ${policy.does} the ${first.type.replaceAll("-", " ")} ${named(object)}.`,
      detail: `${shape.privilege} on ${first.type.replaceAll("-", " ")} ${named(object)} (${holder.chain}), granted by ${grantors.map((oid) => roleName(access, oid)).join(", ")}: ${policy.why}.`,
      ...cure(access, {
        target: target as NonNullable<typeof target>,
        object,
        privileges: [shape.privilege],
        grantee: first.grantee,
        grantors,
        handedOn: group.some((grant) => grant.grantable.length > 0),
        owner: first.owner,
        holders: group.flatMap((grant) => grant.holders),
      }),
    }),
  ];
}
