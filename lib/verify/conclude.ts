import type { Finding, Reach, Verdict } from "../audit/finding.ts";
import type { Target } from "../postgres/client.ts";
import { loginFacts } from "./login-facts.ts";
import type { Here } from "./look-here.ts";
import type { OtherDatabasesReport } from "./other-databases.ts";
import type { LoginFacts, Verification } from "./verification.ts";

export type Evidence = {
  target: Target;
  here: Here;
  others: OtherDatabasesReport;
  /** What is to be said beside what was found. */
  more: Finding[];
  /** What `reach` was measured against. */
  meant: LoginFacts["meant"];
  checkedAt: Date;
  /** performance.now() at the start. */
  started: number;
};

/** Puts everything that was found into the one document. Pure, but for the clock that it is given. */
export function conclude({ target, here, others, more, meant, checkedAt, started }: Evidence): Verification {
  const { result, access } = here.audit;
  const findings = [...result.findings, ...here.tried, ...others.findings, ...more];
  const login = loginFacts(here, meant);
  return {
    formatVersion: 1,
    verdict: verdictOf(findings, result.verdict, others),
    reach: reachOf(result.reach, here.tried, result.coverage.readable),
    server: {
      versionNum: here.versionNum,
      host: target.host,
      port: target.port,
      database: access.server.database.name,
      role: here.role,
      provider: here.provider?.id ?? null,
    },
    checkedAt: checkedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
    coverage: { ...result.coverage, probed: here.tries.probed },
    findings: findings.map(({ closing: _, ...rest }) => rest),
    probes: [...here.tries.probes, ...others.probes],
    ...(login === null ? {} : { login }),
  };
}

/** One way to write is enough; what could not be looked at only matters where there is none. */
function verdictOf(findings: readonly Finding[], here: Verdict, others: OtherDatabasesReport): Verdict {
  if (findings.some((one) => one.class === "write")) return "can-write";
  return here === "inconclusive" || others.unknown > 0 ? "inconclusive" : "read-only";
}

function reachOf(catalog: Reach, tried: readonly Finding[], readable: number): Reach {
  const gaps = new Set(tried.filter((one) => one.class === "read-gap").map(({ object }) => JSON.stringify(object)));
  if (gaps.size === 0 || catalog !== "all") return catalog;
  return gaps.size < readable ? "partial" : "none";
}
