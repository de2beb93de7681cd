import type { Access } from "../inspect/access.ts";
import type { BodyVerdict } from "./body.ts";
import { contextOf } from "./context.ts";
import type { AuditResult, Finding, Reach, Verdict } from "./finding.ts";
import { fold } from "./fold.ts";
import { rightsOf } from "./rights.ts";
import type { AuditContext } from "./rule.ts";
import { blocksReading } from "./rules/role-setting.ts";
import { RULES } from "./rules.ts";
import type { AuditScope } from "./scope.ts";

export type AuditOptions = {
  /** What the role is meant to read; null: what its own grants mean. */
  scope: AuditScope | null;
  /** Verdicts on routine bodies, by OID. What is not in it was not read and counts as writing. */
  bodies?: ReadonlyMap<number, BodyVerdict>;
  /** Another database of the cluster than the one asked about: its objects bear its name, the cluster's rules rest. */
  elsewhere?: boolean;
};

/** Judges what was read of one role in one database. Pure: the same facts give the same findings, in the same order. */
export function audit(access: Access, options: AuditOptions): AuditResult {
  const { scope, bodies = new Map(), elsewhere = false } = options;
  const context = contextOf(access, { scope, bodies, elsewhere });
  const rules = elsewhere ? RULES.filter((rule) => rule.about === "database") : RULES;
  const found = fold(rules.flatMap((rule) => rule.find(context)));
  const findings = elsewhere ? found.map((one) => placed(one, access.server.database.name)) : found;
  return {
    findings,
    verdict: verdictOf(findings, access.missed.length > 0),
    reach: reachOf(context),
    coverage: {
      relations: context.readings.length,
      readable: context.readings.filter((reading) => reading.read === "all").length,
    },
    rights: rightsOf(context),
  };
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
