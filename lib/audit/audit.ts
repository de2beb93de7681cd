import type { AuditResult, Finding, Reach, Verdict } from "./finding.ts";
import { fold } from "./fold.ts";
import { rightsOf } from "./rights.ts";
import type { AuditContext } from "./rule.ts";
import { blocksReading } from "./rules/role-setting.ts";
import { RULES } from "./rules.ts";

/**
 * Judges what was read of one role in one database. Pure: the same facts give the same findings, in the same order.
 * `rights`: where they are known already.
 */
export function audit(context: AuditContext, rights = rightsOf(context)): AuditResult {
  const findings = findingsOf(context);
  return {
    findings,
    verdict: verdictOf(findings, context.access.missed.length > 0),
    reach: reachOf(context),
    coverage: {
      relations: context.readings.length,
      readable: context.readings.filter((reading) => reading.read === "all").length,
    },
    rights,
  };
}

/** The ways and gaps alone, without what is said of each relation. Pure. */
export function findingsOf(context: AuditContext): Finding[] {
  const { access, elsewhere } = context;
  const rules = elsewhere ? RULES.filter((rule) => rule.about === "database") : RULES;
  const found = fold(rules.flatMap((rule) => rule.find(context)));
  return elsewhere ? found.map((one) => placed(one, access.server.database.name)) : found;
}

/** What the findings come to. `missed`: something could not be looked at. */
export function verdictOf(findings: readonly Pick<Finding, "class">[], missed: boolean): Verdict {
  if (findings.some((one) => one.class === "write")) return "can-write";
  return missed ? "inconclusive" : "read-only";
}

function reachOf({ readings, access }: AuditContext): Reach {
  if (readings.every((reading) => reading.read === "none")) return "none";
  const whole = readings.every((reading) => reading.read === "all");
  return whole && !access.settings.some(blocksReading) ? "all" : "partial";
}

function placed(one: Finding, database: string): Finding {
  const object = one.object === null ? null : { ...one.object, database };
  return { ...one, object, title: `In the database ${database}: ${one.title}` };
}
