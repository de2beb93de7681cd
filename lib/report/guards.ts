import type { PlanRequest } from "../plan/request.ts";
import type { Verification } from "../verify/verification.ts";
import { counted, listed, plain } from "./english.ts";
import type { Report } from "./schema.ts";

/** The limits as they were asked for, and given. */
export function askedGuards({
  connectionLimit,
  statementTimeoutMs,
  validUntil,
  rowRules,
  schemas,
}: PlanRequest): Report["guards"] {
  const future = schemas.filter((schema) => schema.future).map((schema) => schema.name);
  return { connectionLimit, statementTimeoutMs, validUntil, rowRules, future };
}

/** What a check found of them: the login's own limits. */
export function foundGuards({ login }: Verification): Report["guards"] {
  if (login === undefined) return null;
  const { connectionLimit, validUntil, settings } = login;
  const statementTimeoutMs = milliseconds(settings.statement_timeout);
  return { connectionLimit, validUntil, statementTimeoutMs, rowRules: null, future: null };
}

/** Units of a time setting (src/backend/utils/misc/guc.c, time_unit_conversion_table); without one it is milliseconds. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `60s` or `60000`; null for none, and for what cannot be read. */
function milliseconds(setting: string | undefined): number | null {
  const [, digits, unit = "ms"] = /^\s*(\d+)\s*(ms|s|min|h|d)?\s*$/.exec(setting ?? "") ?? [];
  return digits === undefined ? null : Number(digits) * (UNITS[unit] ?? 1);
}

/** The limits that the login was given, in sentences; none where that is not known. */
export function guardWords({ guards }: Report): string[] {
  if (guards === null) return [];
  const { connectionLimit, statementTimeoutMs, validUntil, rowRules, future } = guards;
  const rules: Record<NonNullable<typeof rowRules>, string> = {
    policy: "Row rules: a rule of its own lets it see all rows.",
    bypass: "Row rules: it sees past all of them.",
    keep: "Row rules hold for it, as for any login.",
  };
  return [
    connectionLimit < 0 ? "Sessions at a time: no limit." : `At most ${counted(connectionLimit, "session")} at a time.`,
    statementTimeoutMs === null
      ? "When a long question is stopped, the server’s own setting says."
      : statementTimeoutMs === 0
        ? "Long questions are not stopped."
        : `A question is stopped after ${counted(statementTimeoutMs / 1000, "second")}.`,
    validUntil === null ? "The password does not expire." : `The password ends ${plain(validUntil)}.`,
    ...(rowRules === null ? [] : [rules[rowRules]]),
    ...laterWords(future),
  ];
}

function laterWords(future: readonly string[] | null): string[] {
  if (future === null) return [];
  if (future.length === 0) return ["Tables made later are not shared."];
  return [`Tables made later are shared in ${listed(future.map(plain))}, where their maker allows it.`];
}
