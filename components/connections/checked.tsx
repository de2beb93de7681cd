import type { DriftChange } from "../../lib/verify/drift";
import { dayOrToday } from "../hand-off/times";
import { ButtonLink } from "../ui/button";
import { ReportLinks } from "../wizard/done/report-links";
import { endingOf, writeFindings } from "../wizard/prove/ending";
import { counted } from "../wizard/wording";
import { AskEngineer } from "./ask-engineer";
import { DriftList } from "./drift-list";
import type { CheckAnswer } from "./wire";

/** What a check found: the verdict, the report, what changed since the last one, and what is open with its repair. */
export function Checked({ answer, id, role }: { answer: CheckAnswer; id: string; role: string }) {
  const { verification, tries, refused, drift } = answer;
  const ending = endingOf(verification, tries, refused);
  const changes = drift?.changes ?? [];
  const open = writeFindings(verification).filter((one) => !changes.some((change) => isSame(change, one)));
  return (
    <div aria-live="polite" className="grid gap-3">
      <p className="text-head text-balance">
        {ending.before}
        {ending.mark}
        {ending.after}
      </p>
      {ending.note !== "" && <p className="text-small text-ink-2">{ending.note}</p>}
      <p className="text-row text-ink-2">{sinceThen(answer)}</p>
      {answer.report !== null && <ReportLinks text={answer.report} />}
      {changes.length > 0 && <DriftList changes={changes} role={role} />}
      {open.length > 0 && (
        <>
          <p className="text-row text-ink-2">
            {changes.length > 0 ? "Still open from before:" : "This is what is open:"}
          </p>
          <DriftList changes={open} role={role} />
        </>
      )}
      {open.length + changes.length > 0 && <Repair id={id} />}
      {drift !== null && drift.closed.length > 0 && (
        <p className="text-small text-ink-2">Closed since then: {drift.closed.map(({ title }) => title).join(" ")}</p>
      )}
    </div>
  );
}

/** Every line above at once, through the wizard: it lays open all that the login holds, and asks before it takes. */
function Repair({ id }: { id: string }) {
  return (
    <div className="grid gap-3 border-l-2 border-line-2 pl-4">
      <p className="text-small text-ink-2">
        An admin can close it in one run: you see every line first, and can take it as a script. Its password stays.
      </p>
      <div>
        <ButtonLink small href={`/connect?login=${id}`}>
          Close what is open
        </ButtonLink>
      </div>
      <AskEngineer id={id} intent="change" />
    </div>
  );
}

function isSame(a: DriftChange, b: DriftChange): boolean {
  return a.code === b.code && a.privilege === b.privilege && JSON.stringify(a.object) === JSON.stringify(b.object);
}

function sinceThen({ drift }: CheckAnswer): string {
  if (drift === null) return "There was no earlier check to compare with. The next one is compared with this.";
  const then = dayOrToday(new Date(drift.since), new Date());
  if (drift.changes.length === 0) return `Nothing has changed since the check of ${then}.`;
  return `${counted(drift.changes.length, "thing")} changed since the check of ${then}. Below each is the line that repairs it.`;
}
