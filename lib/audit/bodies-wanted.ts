import { waysInto } from "./routine-reach.ts";
import type { AuditContext } from "./rule.ts";

/**
 * OIDs of the routines whose bodies decide something: definers that the role can set off, and those behind event
 * triggers and INSTEAD OF triggers. The many that it cannot reach need not be read.
 */
export function bodiesWanted(context: AuditContext): number[] {
  const { access } = context;
  const fired = new Set([
    ...access.eventTriggers.map((trigger) => trigger.routine),
    ...[...access.updatability.values()].flatMap((view) => view.triggers.map((trigger) => trigger.routine)),
  ]);
  return access.routines
    .filter((routine) => routine.definer && !routine.takesInternal)
    .filter((routine) => fired.has(routine.oid) || waysInto(routine, context).length > 0)
    .map((routine) => routine.oid);
}
