import type { AccessRoutine } from "../../inspect/access/routines.ts";
import { sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding, named } from "../compose.ts";
import { executeCure } from "../execute-cure.ts";
import type { Finding } from "../finding.ts";
import { holderOf } from "../holder.ts";
import { KNOWN_LIBRARIES } from "../known-routines.ts";
import { described, throughOf, waysInto } from "../routine-reach.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { routineTarget } from "../target.ts";

export const nativeRoutine: Rule = {
  code: "native-routine",
  classes: ["write"],
  about: "database",
  meaning:
    "The role can run code that no privilege binds: machine code, or a function in a language that is not trusted, which belongs to no extension.",
  exploited:
    "A C, plpython3u, plperlu or pltclu function runs inside the server, above every privilege, whoever calls it: SELECT os_exec('…').",
  closed: "REVOKE EXECUTE FROM PUBLIC, or drop the function.",
  find: (context) => context.access.routines.filter(isUnbound).flatMap((routine) => judge(routine, context)),
};

/** What runs with a powerful owner's rights on top is the rule definer-routine's. */
function isUnbound(routine: AccessRoutine): boolean {
  if (routine.extension !== null || (routine.definer && routine.ownerPower !== "none")) return false;
  return routine.untrusted || (routine.language === "c" && !isKnown(routine));
}

function judge(routine: AccessRoutine, context: AuditContext): Finding[] {
  const ways = waysInto(routine, context);
  if (ways.length === 0) return [];
  const object = objectRef("routine", routine.name, { schema: routine.schema, signature: routine.signature });
  const { who } = holderOf(context.access, routine.executableBy[0] ?? 0);
  const code = routine.untrusted ? `${routine.language} code` : "machine code";
  const what = routine.untrusted ? "" : `, ${routine.library}, symbol ${routine.source}`;
  return [
    finding({
      code: nativeRoutine.code,
      class: "write",
      object,
      privilege: "EXECUTE",
      title: `${who} can run ${code} on the server that nobody can check, through ${throughOf(ways, named({ ...object, signature: null }))}.`,
      detail: `LANGUAGE ${routine.language}${what}; part of no extension; ${ways.slice(0, 5).map(described).join("; ")}. Such code is bound by no privilege: it can change files and run programs as the server's user.`,
      ...executeCure(routine, ways, object, context, sql`DROP ${routineTarget(routine)}`),
    }),
  ];
}

/** What the modules themselves keep from ordinary logins by EXECUTE alone. */
const KEPT_BACK = /reset|evict|prewarm|truncate|force|_u$|^pg_(file|logdir)_/;

/** Old dumps carry the functions of contrib modules without their extension. */
function isKnown({ library, source }: AccessRoutine): boolean {
  if (KEPT_BACK.test(source ?? "")) return false;
  const name = /^(?:\$libdir\/)?([^/]+?)(?:\.so|\.dll|\.dylib)?$/.exec(library ?? "")?.[1];
  return name !== undefined && KNOWN_LIBRARIES.has(name);
}
