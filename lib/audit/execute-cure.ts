import type { AccessRoutine } from "../inspect/access/routines.ts";
import type { Sql } from "../postgres/sql.ts";
import type { ObjectRef } from "../statements/statement.ts";
import { cure } from "./closing.ts";
import type { Finding } from "./finding.ts";
import type { WayIn } from "./routine-reach.ts";
import type { AuditContext } from "./rule.ts";
import { routineTarget } from "./target.ts";

/**
 * How a routine is closed to the role: by taking EXECUTE from everybody it reaches it as, in the name of whoever granted
 * it; or, where EXECUTE is not asked for, by the statement `otherwise`.
 */
export function executeCure(
  routine: AccessRoutine,
  ways: readonly WayIn[],
  object: ObjectRef,
  { access }: AuditContext,
  otherwise: Sql,
): Pick<Finding, "via" | "fixableBy" | "remedy" | "closing"> {
  const open = ways.some((way) => way.kind === "entrance" && !way.entrance.needsExecute);
  if (open || routine.executableBy.length === 0)
    return { via: ["PUBLIC"], fixableBy: "owner", remedy: `${otherwise};`, closing: null };
  const target = routineTarget(routine);
  const grantsTo = (grantee: number) => routine.grants.filter(([holder]) => holder === grantee);
  const cures = routine.executableBy.map((grantee) =>
    cure(access, {
      target,
      object,
      privileges: ["EXECUTE"],
      grantee,
      grantors: grantsTo(grantee).map(([, grantor]) => grantor),
      handedOn: grantsTo(grantee).some(([, , grantable]) => grantable),
      owner: routine.owner,
      holders: routine.holders,
    }),
  );
  const [first] = cures as [(typeof cures)[0]];
  return { ...first, remedy: [...new Set(cures.map((one) => one.remedy))].join("\n") };
}
