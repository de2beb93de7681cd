import type { AccessRoutine } from "../../inspect/access/routines.ts";
import { sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import type { BodyVerdict } from "../body.ts";
import { finding, named } from "../compose.ts";
import { executeCure } from "../execute-cure.ts";
import type { Finding, FindingClass } from "../finding.ts";
import { holderOf } from "../holder.ts";
import { described, throughOf, type WayIn, waysInto } from "../routine-reach.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { routineTarget } from "../target.ts";

const HASHES = /^pg_catalog\.(pg_authid|pg_shadow)$/;

export const definerRoutine: Rule = {
  code: "definer-routine",
  classes: ["write", "exposure"],
  about: "database",
  meaning:
    "The role can run a routine with its owner's rights (SECURITY DEFINER): by name, or through a view, operator, cast, aggregate, type (a domain, or a row with one in it), policy, trigger, index, check constraint, partition key or range type that runs it, or through a default or check copied onto or used in a temporary table of its own.",
  exploited:
    "SELECT the function. What its body does is done as its owner. Where the body builds SQL, or names things in a way that a temporary object of the caller can take, the caller decides what is done.",
  closed:
    "REVOKE EXECUTE FROM PUBLIC and GRANT it to those who need it, or make it SECURITY INVOKER, which is the only way where EXECUTE is not asked for (triggers, aggregates, operator classes, range types); SET search_path = pg_catalog, …, pg_temp.",
  find: (context) => {
    const sensitive = new Set(context.access.sensitiveRoutines.map((routine) => routine.oid));
    return context.access.routines
      .filter((routine) => routine.definer && !sensitive.has(routine.oid) && !isIdle(routine, context))
      .flatMap((routine) => judge(routine, context));
  },
};

/**
 * With the rights of a role that it is or can become anyway, nothing is won. Built-in C functions are called past their
 * pg_proc row (src/backend/utils/fmgr/fmgr.c, fmgr_info_cxt_security), so SECURITY DEFINER does nothing to them.
 */
function isIdle({ owner, builtIn, language }: AccessRoutine, { access, superuser }: AuditContext): boolean {
  return superuser || (builtIn && language === "internal") || access.reach.some((role) => role.oid === owner);
}

function judge(routine: AccessRoutine, context: AuditContext): Finding[] {
  const ways = waysInto(routine, context);
  if (ways.length === 0) return [];
  const body = context.bodies.get(routine.oid) ?? UNREAD;
  const kind = classOf(routine, body, ways, context);
  if (kind === null) return [];
  const object = objectRef("routine", routine.name, { schema: routine.schema, signature: routine.signature });
  const grantee = routine.executableBy[0] ?? 0;
  const holder = holderOf(context.access, grantee);
  return [
    finding({
      code: definerRoutine.code,
      class: kind,
      object,
      privilege: "EXECUTE",
      title: titleOf(kind, whoOf(ways, holder.who), throughOf(ways, named({ ...object, signature: null })), routine),
      detail: detailOf(routine, body, ways),
      // Where EXECUTE is not asked for, taking it away closes nothing: then it has to run with its caller's rights.
      ...executeCure(routine, ways, object, context, sql`ALTER ${routineTarget(routine)} SECURITY INVOKER`),
    }),
  ];
}

const UNREAD: BodyVerdict = { effect: "unknown", reason: "its body was not read", relations: [], dynamic: false };

/** null: a trigger function that only reads opens nothing to whoever attaches it. */
function classOf(
  routine: AccessRoutine,
  body: BodyVerdict,
  ways: WayIn[],
  { access }: AuditContext,
): FindingClass | null {
  const exposes = ways.some((way) => way.kind !== "attach");
  if (body.effect === "reads") {
    const md5 = access.hashes === null ? access.server.passwordEncryption === "md5" : access.hashes.md5.length > 0;
    if (md5 && body.relations.some((relation) => HASHES.test(relation))) return "write";
    return exposes || body.relations.length > 0 ? "exposure" : null;
  }
  return routine.ownerPower === "none" ? "exposure" : "write";
}

function titleOf(kind: FindingClass, who: string, name: string, { ownerName }: AccessRoutine): string {
  return kind === "write"
    ? `${who} can change things with the rights of ${ownerName}, through ${name}.`
    : `${who} can read with the rights of ${ownerName}, through ${name}.`;
}

function detailOf(routine: AccessRoutine, body: BodyVerdict, ways: readonly WayIn[]): string {
  const power = { superuser: "a superuser", writes: "which may write", none: "which may write nothing here" };
  const opened = body.relations.length === 0 ? "" : ` It opens ${body.relations.join(", ")}.`;
  const pinned = routine.config.some((setting) => setting.startsWith("search_path="));
  const path = pinned || routine.sqlBody !== null ? "" : " It pins no search_path.";
  return `SECURITY DEFINER, ${routine.language}, owned by ${routine.ownerName}, ${power[routine.ownerPower]}; ${ways.slice(0, 5).map(described).join("; ")}. Body: ${EFFECT[body.effect]}: ${body.reason}.${opened}${path}`;
}

const EFFECT = { reads: "known to only read", writes: "writes", unknown: "not known to only read" } as const;

/** Whoever may call it can do it by name; else it is whoever may use what stands in between. */
function whoOf(ways: readonly WayIn[], holder: string): string {
  return ways.some((way) => way.kind !== "entrance") ? holder : "This login";
}
