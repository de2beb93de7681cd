import type { Verification } from "../../../lib/verify/verification";
import { Disclosure, Pre } from "../../ui/disclosure";
import { counted, digits } from "../wording";
import { writeFindings } from "./ending";

const SHOWN = 20;

/** What lets it still write, and the line that closes each. */
export function Cures({ verification }: { verification: Verification }) {
  const findings = writeFindings(verification);
  if (findings.length === 0) return null;
  const one = findings.length === 1;
  return (
    <Disclosure
      open={one}
      summary={one ? "See the one-line cure" : `See the cures of ${counted(findings.length, "finding")}`}
      className="mt-4"
    >
      <ul className="mt-2 grid max-w-[860px] gap-4">
        {findings.slice(0, SHOWN).map((finding) => (
          <li key={JSON.stringify([finding.code, finding.object, finding.privilege])} className="text-small">
            <p className="font-semibold">{finding.title}</p>
            <p className="text-ink-2">
              {finding.detail} <span className="text-ink-3">Comes from {finding.via.join(" → ")}.</span>
            </p>
            {finding.remedy ? (
              <Pre>{finding.remedy}</Pre>
            ) : (
              <p className="text-ink-3">No line of SQL closes this one.</p>
            )}
          </li>
        ))}
      </ul>
      {findings.length > SHOWN && (
        <p className="mt-3 text-small text-ink-2">{digits(findings.length - SHOWN)} more stand in the report.</p>
      )}
    </Disclosure>
  );
}
