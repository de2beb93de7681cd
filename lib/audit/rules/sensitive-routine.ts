import type { SensitiveRoutine } from "../../inspect/access/routines.ts";
import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, named } from "../compose.ts";
import { holderOf } from "../holder.ts";
import { routineClass } from "../known-routines.ts";
import type { Rule } from "../rule.ts";
import { routineTarget } from "../target.ts";

export const sensitiveRoutine: Rule = {
  code: "sensitive-routine",
  classes: ["write", "exposure", "side-effect"],
  about: "database",
  meaning: "The role may execute a function that Postgres or an extension keeps from ordinary logins.",
  exploited:
    "cron.schedule leaves a job; pg_read_file reads the server's files; dblink_connect_u logs in as the server; pg_stat_reset wipes statistics; lo_export writes files. A copy made with LANGUAGE internal does the same under another name.",
  closed: "REVOKE EXECUTE, as it was shipped; drop the copy.",
  find: ({ access }) => {
    const usable = new Set(access.schemas.filter((schema) => schema.usable).map((schema) => schema.oid));
    const reachable = access.sensitiveRoutines.filter((routine) => usable.has(routine.schemaOid));
    return [...Map.groupBy(reachable, (routine) => `${routine.oid} ${routine.grantee}`).values()].map((group) => {
      const first = group[0] as (typeof group)[0];
      const object = objectRef("routine", first.name, { schema: first.schema, signature: first.signature });
      const kind = routineClass(first.symbol);
      const holder = holderOf(access, first.grantee);
      return finding({
        code: sensitiveRoutine.code,
        class: kind,
        object,
        privilege: "EXECUTE",
        title: `${holder.who} can run ${named({ ...object, signature: null })}, ${SCHEDULES.has(first.symbol) ? "which leaves jobs that run later" : `which is kept from ordinary logins${kind === "exposure" ? " because it shows more than tables" : ""}`}.`,
        detail: detailOf(first, holder.chain),
        ...cure(access, {
          target: routineTarget(first),
          object,
          privileges: ["EXECUTE"],
          grantee: first.grantee,
          grantors: [...new Set(group.map((routine) => routine.grantor))],
          owner: first.owner,
          holders: group.flatMap((routine) => routine.holders),
        }),
      });
    });
  },
};

/** Of schedulers, which leave a lasting job that runs as the role. */
const SCHEDULES = new Set(["schedule", "schedule_in_database", "alter_job", "add_job"]);

function detailOf({ symbol, extension, wrapper }: SensitiveRoutine, chain: string): string {
  if (wrapper)
    return `It runs ${symbol}, whose own EXECUTE this login does not hold: a copy made with LANGUAGE internal, or an aggregate of it (${chain}).`;
  if (extension !== null && SCHEDULES.has(symbol))
    return `EXECUTE is held by ${chain}, and USAGE on the schema: the extension ${extension} keeps the job and runs it as the role.`;
  const shipped = extension === null ? "Postgres" : `the extension ${extension}`;
  return `EXECUTE is held by ${chain}; ${shipped} ships it without (pg_init_privs).`;
}
