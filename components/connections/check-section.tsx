"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DriftChange } from "../../lib/verify/drift";
import { dayOrToday } from "../hand-off/times";
import { ReportLinks } from "../wizard/done/report-links";
import { endingOf, writeFindings } from "../wizard/prove/ending";
import { counted } from "../wizard/wording";
import { DriftList } from "./drift-list";
import { LifeSection } from "./life-section";
import { UrlForm } from "./url-form";
import { useLife } from "./use-life";
import type { CheckAnswer } from "./wire";

const REFUSED = ["28P01", "28000", "42501", "53300"];

/** Signs in as Lucien once more, tries everything, and says what changed since the last time. */
export function CheckSection({ id, role, open }: { id: string; role: string; open: boolean }) {
  const router = useRouter();
  const { busy, error, order } = useLife(id);
  const [answer, setAnswer] = useState<CheckAnswer | null>(null);
  async function check(url: string) {
    const given = await order<CheckAnswer>("check", url);
    setAnswer(given);
    if (given !== null) router.refresh();
    return given !== null;
  }
  return (
    <LifeSection
      title="Check it again"
      about="We sign in with it once, try everything again, and compare with the last time. Its URL is forgotten at the end."
      act="Check it"
      open={open}
    >
      <UrlForm
        label="Its URL"
        hint="The one that Lucien has. It is used for this check and not kept."
        act="Check it now"
        acting="Signing in and trying everything"
        busy={busy !== null}
        error={error}
        stands="Nothing was changed."
        onGive={check}
      />
      {error !== null && REFUSED.includes(error.sqlstate ?? "") && <WhyLost id={id} role={role} />}
      {answer && <Checked answer={answer} role={role} />}
    </LifeSection>
  );
}

function Checked({ answer, role }: { answer: CheckAnswer; role: string }) {
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
      {drift !== null && drift.closed.length > 0 && (
        <p className="text-small text-ink-2">Closed since then: {drift.closed.map(({ title }) => title).join(" ")}</p>
      )}
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

/** The database tells a stranger nothing: an admin can look why the login is refused. */
function WhyLost({ id, role }: { id: string; role: string }) {
  const { busy, error, order } = useLife(id);
  const [change, setChange] = useState<DriftChange | null>(null);
  return (
    <div className="grid gap-4 border-l-2 border-line-2 pl-4">
      <p className="text-small text-ink-2">
        The database does not say why it refuses a login. An admin can look: it may be paused, renamed, removed, or its
        password ran out.
      </p>
      <UrlForm
        label="An admin's URL"
        hint="Used to look, and not kept. Nothing is changed."
        act="Look why"
        acting="Looking"
        look="second"
        busy={busy !== null}
        error={error}
        onGive={async (url) => {
          const answer = await order<{ change: DriftChange }>("why", url);
          setChange(answer?.change ?? null);
          return answer !== null;
        }}
      />
      {change && <DriftList changes={[change]} role={role} />}
    </div>
  );
}
