"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DriftChange } from "../../lib/verify/drift";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { Checked } from "./checked";
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
  async function check(url: GivenUrl) {
    const given = await order<CheckAnswer>("check", url);
    setAnswer(given);
    if (given !== null) router.refresh();
    return given !== null;
  }
  return (
    <LifeSection
      anchor="check"
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
      {answer && <Checked answer={answer} id={id} role={role} />}
    </LifeSection>
  );
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
