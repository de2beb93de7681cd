import type { AccessRoutine } from "../../inspect/access/routines.ts";
import { objectRef } from "../../statements/statement.ts";
import { cure } from "../closing.ts";
import { finding, named } from "../compose.ts";
import { holderOf } from "../holder.ts";
import { KNOWN_LIBRARIES } from "../known-routines.ts";
import { described, waysInto } from "../routine-reach.ts";
import type { Rule } from "../rule.ts";
import { routineTarget } from "../target.ts";

export const nativeRoutine: Rule = {
  code: "native-routine",
  classes: ["write"],
  about: "database",
  meaning: "The role can call machine code that belongs to no extension and that nobody can read.",
  exploited: "A C function runs inside the server, above every privilege: SELECT os_exec('…').",
  closed: "REVOKE EXECUTE FROM PUBLIC, or drop the function.",
  find: (context) =>
    context.access.routines.flatMap((routine) => {
      if (routine.definer || routine.language !== "c" || isKnown(routine)) return [];
      const ways = waysInto(routine, context).filter((way) => way.kind === "call");
      const [grantee] = routine.executableBy;
      if (ways.length === 0 || grantee === undefined) return [];
      const object = objectRef("routine", routine.name, { schema: routine.schema, signature: routine.signature });
      return [
        finding({
          code: nativeRoutine.code,
          class: "write",
          object,
          privilege: "EXECUTE",
          title: `${holderOf(context.access, grantee).who} can run machine code on the server that nobody can check, through ${named({ ...object, signature: null })}.`,
          detail: `LANGUAGE c, ${routine.library}, symbol ${routine.source}; part of no extension; ${ways.map(described).join("; ")}. C code is bound by no privilege.`,
          ...cure(context.access, {
            target: routineTarget(routine),
            object,
            privileges: ["EXECUTE"],
            grantee,
            grantors: routine.grantors.length > 0 ? routine.grantors : [routine.owner],
            owner: routine.owner,
            holders: routine.holders,
          }),
        }),
      ];
    }),
};

/** What the modules themselves keep from ordinary logins by EXECUTE alone. */
const KEPT_BACK = /reset|evict|prewarm|truncate|force|_u$|^pg_(file|logdir)_/;

/** Old dumps carry the functions of contrib modules without their extension. */
function isKnown({ library, source }: AccessRoutine): boolean {
  if (KEPT_BACK.test(source ?? "")) return false;
  const name = /^(?:\$libdir\/)?([^/]+?)(?:\.so|\.dll|\.dylib)?$/.exec(library ?? "")?.[1];
  return name !== undefined && KNOWN_LIBRARIES.has(name);
}
