import { named } from "./compose.ts";
import type { Closing, Finding } from "./finding.ts";

/** More findings of a kind than this become one that counts them. */
const MOST = 200;

/** Folds what is alike (code, class, privilege and way of holding it) where there is too much of it to read. */
export function fold(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, (f) => JSON.stringify([f.code, f.class, f.privilege, f.via]));
  return [...groups.values()].flatMap((group) => (group.length > MOST ? [folded(group)] : group));
}

function folded(group: readonly Finding[]): Finding {
  const first = group[0] as Finding;
  const examples = group.slice(0, MOST).flatMap((one) => (one.object === null ? [] : [named(one.object)]));
  return {
    ...first,
    title: `${first.title} The same is true of ${group.length - 1} more.`,
    detail: `${first.detail} ${group.length} alike.`,
    remedy: remedyOf(group),
    closing: closingOf(group),
    count: group.length,
    examples,
  };
}

function remedyOf(group: readonly Finding[]): string | null {
  const remedies = new Set(group.flatMap((one) => (one.remedy === null ? [] : [one.remedy])));
  return remedies.size === 0 ? null : [...remedies].join("\n");
}

function closingOf(group: readonly Finding[]): Closing | null {
  const closings = group.flatMap((one) => (one.closing === null ? [] : [one.closing]));
  if (closings.length === 0) return null;
  const losers = new Map(closings.flatMap((closing) => closing.losers.map((loser) => [loser.role, loser])));
  return {
    statements: closings.flatMap((closing) => closing.statements),
    undo: closings.flatMap((closing) => closing.undo),
    losers: [...losers.values()].map((loser) => ({
      ...loser,
      loses: `${loser.loses} and ${group.length - 1} more`,
      giveBack: null,
      takeBack: null,
    })),
  };
}
