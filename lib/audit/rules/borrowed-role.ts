import { FIRST_USER_OID } from "../../inspect/access/facts.ts";
import type { Access } from "../../inspect/access.ts";
import { objectRef } from "../../statements/statement.ts";
import { counted, finding } from "../compose.ts";
import { holderOf } from "../holder.ts";
import type { Rule } from "../rule.ts";

export const borrowedRole: Rule = {
  code: "borrowed-role",
  classes: ["side-effect"],
  about: "cluster",
  meaning: "The role is or can become another role that others use too, and can spoil it for them.",
  exploited:
    "DROP OWNED BY group takes away what the group was granted here, from all of its members. After SET ROLE it may change the settings of a login, and its password.",
  closed: "REVOKE the membership, and GRANT to the role itself what it reads.",
  find: ({ access, superuser }) =>
    access.reach.flatMap(({ oid, name, how, inherited, canAct }) => {
      const role = access.roles.get(oid);
      if (superuser || how === "self" || oid < FIRST_USER_OID || !(inherited || canAct)) return [];
      const others = access.memberships.filter((one) => one.role === oid && isOther(one.member, access)).length;
      const login = role?.login === true && canAct;
      if (others === 0 && !login) return [];
      const holder = holderOf(access, oid);
      const spoils = login
        ? "change its password and settings, and so lock it out"
        : "take away what it was granted, which its other members lose too";
      return [
        finding({
          code: borrowedRole.code,
          class: "side-effect",
          object: objectRef("role", name),
          via: holder.via,
          title: `${holder.who} can ${spoils}. It changes none of your data.`,
          detail: `DROP OWNED BY ${name} asks for its rights only (${holder.chain}); ${counted(others, "other role")} ${others === 1 ? "is a member" : "are members"}.${login ? ` ALTER ROLE of itself works after SET ROLE ${name}, which may sign in.` : ""}`,
          fixableBy: "role-change",
          remedy: holder.leave === null ? null : `${holder.leave};`,
        }),
      ];
    }),
};

/** Another login, or a group that this one does not reach: one in between is told for itself. */
function isOther(member: number, { role, roles, reach }: Access): boolean {
  return member !== role?.oid && (roles.get(member)?.login === true || !reach.some((one) => one.oid === member));
}
