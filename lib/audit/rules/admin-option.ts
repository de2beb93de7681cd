import { sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { holderOf, takenOut } from "../holder.ts";
import type { Rule } from "../rule.ts";

export const adminOption: Rule = {
  code: "admin-option",
  classes: ["write"],
  about: "cluster",
  meaning: "The role decides who is a member of another role.",
  exploited: "GRANT other_role TO anybody, itself included, also where INHERIT and SET are off.",
  closed: "REVOKE ADMIN OPTION FOR the membership, or the membership.",
  find: ({ access }) =>
    access.reach
      .filter((role) => role.admin)
      .map((role) => {
        const { via, chain } = holderOf(access, role.oid);
        const name = via.at(-2) ?? access.role?.name ?? "";
        const member = [...access.roles.values()].find((one) => one.name === name) ?? { oid: 0, name };
        return finding({
          code: adminOption.code,
          class: "write",
          object: objectRef("role", role.name),
          privilege: "ADMIN OPTION",
          via,
          title: `This login can decide who is a member of ${role.name}.`,
          detail: `WITH ADMIN OPTION on ${role.name} (${chain}): it may grant the role to itself and to others.`,
          fixableBy: "role-change",
          remedy: `${takenOut(access, role.name, member, sql`ADMIN OPTION FOR `)};`,
        });
      }),
};
