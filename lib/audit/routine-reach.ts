import type { AccessRoutine, Entrance } from "../inspect/access/routines.ts";
import { foldsCall } from "./folded-call.ts";
import { idle } from "./relation-effect.ts";
import type { AuditContext } from "./rule.ts";

/** Result types of routines that SQL cannot call (they return `… is only callable as a trigger` and the like). */
const NOT_CALLED = new Set([
  "trigger",
  "event_trigger",
  "internal",
  "language_handler",
  "fdw_handler",
  "index_am_handler",
  "table_am_handler",
  "tsm_handler",
]);

/** How the role sets off a routine. */
export type WayIn = { kind: "call" } | { kind: "entrance"; entrance: Entrance } | { kind: "attach"; to: string };

/** Every way in which a role that is reached can run this routine; none means that it cannot. */
export function waysInto(routine: AccessRoutine, context: AuditContext): WayIn[] {
  const executable = routine.executableBy.length > 0 || context.superuser;
  const callable = !NOT_CALLED.has(routine.returns) && !routine.takesInternal;
  const ways: WayIn[] = [];
  if (callable && executable && routine.nameable) ways.push({ kind: "call" });
  for (const entrance of routine.entrances.filter((one) => opens(one, routine, context)))
    if ((executable || !entrance.needsExecute) && (callable || entrance.type.endsWith("-trigger")))
      ways.push({ kind: "entrance", entrance });
  if (routine.returns === "trigger" && executable && routine.nameable) {
    const to = attachable(context);
    if (to !== null) ways.push({ kind: "attach", to });
  }
  return ways;
}

/** A copy needs a table of its own to be copied onto; an expression that planning does not fold runs for writers only. */
function opens({ type, tree }: Entrance, { oid }: AccessRoutine, context: AuditContext): boolean {
  const { temporary, creates, replica } = context;
  if (type === "replica-trigger") return replica;
  if (type === "table-copy" || type === "domain-default") return temporary || creates;
  return !tree || foldsCall(tree, oid);
}

/** CREATE TRIGGER asks for TRIGGER on the relation, which the maker of a table holds, and EXECUTE on the function. */
function attachable(context: AuditContext): string | null {
  const { access, temporary, creates } = context;
  const granted = access.relationGrants.find(
    (grant) => grant.privileges.includes("TRIGGER") && idle("TRIGGER", grant, context) === null,
  );
  if (granted) return `${granted.schema}.${granted.name}`;
  if (temporary) return "a temporary table of its own";
  return creates ? "a table of its own" : null;
}

/** For the detail: `called by name`, `through the operator public.###`. */
export function described(way: WayIn): string {
  if (way.kind === "call") return "called by name";
  if (way.kind === "attach") return `attached as a trigger to ${way.to}`;
  const { type, schema, name } = way.entrance;
  const what = type === "table-copy" ? "a copy of the table" : `the ${type.replaceAll("-", " ")}`;
  return `through ${what} ${schema === null ? name : `${schema}.${name}`}`;
}

/** For the title: what the role uses, and what that runs; only its name where it can be called. */
export function throughOf(ways: readonly WayIn[], name: string): string {
  const [first] = ways;
  return first?.kind === "entrance" && ways.every((way) => way.kind === "entrance")
    ? `${described(first).replace(/^through /, "")}, which runs ${name}`
    : name;
}
