import { FIRST_USER_OID } from "../../inspect/access/facts.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { holderOf } from "../holder.ts";
import { type Policy, PREDEFINED } from "../read-only.ts";
import type { Rule } from "../rule.ts";

const UNHEARD_OF: Policy = {
  class: "write",
  does: "use rights that this version of the audit does not know",
  why: "a predefined role that is not in our table",
};

export const predefinedRole: Rule = {
  code: "predefined-role",
  classes: ["write", "exposure", "side-effect", "notice"],
  about: "cluster",
  meaning: "The role has, or can get, the rights of a role that Postgres itself defines.",
  exploited:
    "pg_write_all_data changes every table, pg_execute_server_program runs programs as the server's user, pg_write_server_files writes its files, pg_maintain locks tables, pg_signal_backend ends sessions. Without INHERIT one SET ROLE is enough.",
  closed: "REVOKE the membership.",
  find: ({ access }) =>
    access.reach
      .filter((role) => role.how !== "self" && role.oid < FIRST_USER_OID && role.name.startsWith("pg_"))
      .filter((role) => role.how !== "database-owner")
      .map((role) => {
        const policy = PREDEFINED[role.name] ?? UNHEARD_OF;
        const holder = holderOf(access, role.oid);
        return finding({
          code: predefinedRole.code,
          class: policy.class,
          object: objectRef("role", role.name),
          via: holder.via,
          title: `${holder.who} can ${policy.does}.`,
          detail: `Member of ${role.name} (${holder.chain}): ${policy.why}.`,
          fixableBy: "role-change",
          remedy: holder.leave === null ? null : `${holder.leave};`,
        });
      }),
};
