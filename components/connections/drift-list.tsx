import type { DriftChange } from "../../lib/verify/drift";
import { Badge } from "../ui/badge";
import { SqlBlock } from "../ui/sql-block";

/** What changed, the gravest first, each with the line that repairs it. */
export function DriftList({ changes, role }: { changes: readonly DriftChange[]; role: string }) {
  return (
    <ul className="border-t border-line-2">
      {changes.map((one) => (
        <li
          key={`${one.code} ${JSON.stringify(one.object)} ${one.privilege} ${one.via}`}
          className="border-b border-line py-3.5"
        >
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <Badge tone={TONES[one.class]}>{WORDS[one.class]}</Badge>
            <span className="min-w-0 flex-1 basis-[260px] font-medium wrap-anywhere">{one.title}</span>
          </p>
          <p className="mt-1 text-small text-ink-2 wrap-anywhere">{one.detail}</p>
          {one.remedy !== null && (
            <div className="mt-2">
              <SqlBlock sql={one.remedy} bold={role} onSurface />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

const WORDS: Record<DriftChange["class"], string> = {
  write: "can write",
  exposure: "reads more",
  guard: "changed",
  "read-gap": "reads less",
  "future-gap": "later tables",
  "side-effect": "any login",
  notice: "note",
};

const TONES: Record<DriftChange["class"], "plain" | "ask" | "stop"> = {
  write: "stop",
  exposure: "ask",
  guard: "ask",
  "read-gap": "ask",
  "future-gap": "plain",
  "side-effect": "plain",
  notice: "plain",
};
