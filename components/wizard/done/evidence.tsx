"use client";

import type { ReactNode } from "react";
import type { Finding, FindingClass } from "../../../lib/audit/finding.ts";
import type { Probe } from "../../../lib/verify/verification.ts";
import { Badge } from "../../ui/badge";
import { Disclosure, Pre } from "../../ui/disclosure";
import type { RunResult } from "../wire";
import { counted, digits } from "../wording";

/** How many tries are listed here; the JSON file has all of them. */
const LISTED = 300;

/** What was found and what was tried, folded: the sentence above is the answer, this is why. */
export function Evidence({ result }: { result: RunResult }) {
  const { findings, probes } = result.verification;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence" className="mt-10 mb-3 text-head">
        The evidence
      </h2>
      <div className="border-t border-line-2">
        <Fold summary={`${counted(findings.length, "finding")}, what is still open and what any login may do`}>
          {findings.length === 0 ? <p className="text-small">Nothing to say.</p> : <Findings findings={findings} />}
        </Fold>
        <Fold summary={`${counted(probes.length, "try", "tries")}, and what the database answered`}>
          <Probes probes={probes} />
        </Fold>
        <Fold summary={`${counted(result.statements.length, "statement")} that ran`}>
          <Pre>{result.statements.join("\n")}</Pre>
        </Fold>
      </div>
    </section>
  );
}

function Fold({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <Disclosure summary={summary} className="border-b border-line py-3">
      <div className="mt-2">{children}</div>
    </Disclosure>
  );
}

const CLASSES: Record<FindingClass, { says: string; tone: "plain" | "stop" | "ask" }> = {
  write: { says: "can write", tone: "stop" },
  exposure: { says: "reads more", tone: "ask" },
  "read-gap": { says: "cannot read", tone: "plain" },
  "future-gap": { says: "later tables", tone: "plain" },
  "side-effect": { says: "any login", tone: "plain" },
  notice: { says: "notice", tone: "plain" },
};

function Findings({ findings }: { findings: Omit<Finding, "closing">[] }) {
  return (
    <ul>
      {findings.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finished list
        <li key={index} className="border-t border-line py-3 first:border-t-0">
          <p className="flex flex-wrap items-baseline gap-2 text-small">
            <Badge tone={CLASSES[finding.class].tone}>{CLASSES[finding.class].says}</Badge>
            <span className="min-w-0 wrap-anywhere">{finding.title}</span>
          </p>
          <Pre>{`${finding.code}\n${finding.detail}${finding.remedy ? `\n\n${finding.remedy}` : ""}`}</Pre>
        </li>
      ))}
    </ul>
  );
}

function Probes({ probes }: { probes: Probe[] }) {
  const more = probes.length - LISTED;
  return (
    <>
      {/* Wide by nature: it scrolls inside, the page does not. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="Tries" tabIndex={0} className="max-h-[420px] overflow-auto">
        <table className="w-full border-collapse text-left font-mono text-[12px]">
          <thead className="sticky top-0 bg-paper font-sans text-label text-ink-2">
            <tr>
              <th className="py-1.5 pr-4 font-medium">Statement</th>
              <th className="py-1.5 pr-4 font-medium">Answer</th>
              <th className="py-1.5 text-right font-medium">Time</th>
            </tr>
          </thead>
          <tbody>
            {probes.slice(0, LISTED).map((probe, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a finished list
              <tr key={index} className="border-t border-line align-baseline">
                <td className="py-1 pr-4 wrap-anywhere">{probe.sql}</td>
                <td
                  className={`py-1 pr-4 whitespace-nowrap ${ANSWERS[probe.result]}`}
                  title={probe.message ?? undefined}
                >
                  {answerOf(probe)}
                </td>
                <td className="py-1 text-right whitespace-nowrap text-ink-3 tabular-nums">
                  {Math.round(probe.durationMs)} ms
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 && <p className="mt-2 text-small text-ink-2">{digits(more)} more stand in the JSON file.</p>}
    </>
  );
}

const ANSWERS = { denied: "text-ink", allowed: "text-ink", inconclusive: "text-ask" } as const;

function answerOf(probe: Probe): string {
  if (probe.result === "denied") return `denied ${probe.sqlstate}`;
  return probe.result === "allowed" ? "allowed" : `unsure ${probe.sqlstate}`;
}
