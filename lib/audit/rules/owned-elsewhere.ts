import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { counted, finding } from "../compose.ts";
import { holderOf, roleName } from "../holder.ts";
import type { Rule } from "../rule.ts";

export const ownedElsewhere: Rule = {
  code: "owned-elsewhere",
  classes: ["write", "notice"],
  about: "cluster",
  meaning: "The role, or a role it can become, owns objects in another database of the cluster.",
  exploited: "Log in there and DROP OWNED. Where it may not log in, nothing today.",
  closed: "REASSIGN OWNED in that database.",
  find: ({ access }) =>
    access.ownedElsewhere.map(({ owner, database, count }) => {
      const open = access.databases.some((one) => one.name === database && one.connectable);
      const holder = holderOf(access, owner);
      return finding({
        code: ownedElsewhere.code,
        class: open ? "write" : "notice",
        object: objectRef("database", database, { database }),
        privilege: "OWNER",
        via: holder.via,
        title: open
          ? `${holder.who} can change and drop ${counted(count, "object")} that it owns in the database ${database}.`
          : `${roleName(access, owner)} owns ${counted(count, "object")} in the database ${database}, which this login may not enter.`,
        detail: `pg_shdepend: ${count} owned by ${roleName(access, owner)} in ${database} (${holder.chain}).`,
        fixableBy: "owner",
        remedy: holder.leave === null ? reassign(database, roleName(access, owner)) : `${holder.leave};`,
      });
    }),
};

function reassign(database: string, owner: string): string {
  return `-- in the database ${JSON.stringify(database)}\n${sql`REASSIGN OWNED BY ${ident(owner)} TO CURRENT_USER`};`;
}
