"use client";

import { useState } from "react";
import { PageHead } from "../shell/page";
import { ButtonLink } from "../ui/button";
import type { GivenUrl } from "../wizard/connect/target-of-url";
import { Checked } from "./checked";
import { UrlForm } from "./url-form";
import { useLife } from "./use-life";
import type { AddAnswer } from "./wire";

/** A login that was made by hand or by a host: signed in with once, tried, and listed with what is open. */
export function AddScreen() {
  const { busy, error, order } = useLife("add");
  const [answer, setAnswer] = useState<AddAnswer | null>(null);
  async function check(url: GivenUrl) {
    const given = await order<AddAnswer>("check", url);
    setAnswer(given);
    return given !== null;
  }
  return (
    <>
      <PageHead
        up={{ href: "/connections", label: "Connections" }}
        title="Check a login you already have"
        lead="We sign in with it once and try to change everything. Each try is undone, and nothing is kept but what we found."
      />
      <div className="mt-9 grid max-w-[720px] gap-7 border-t border-line-2 pt-6">
        <UrlForm
          label="Its URL"
          hint="The login’s own, not an admin’s. It is used for this check and not kept."
          act="Check it now"
          acting="Signing in and trying everything"
          busy={busy !== null}
          error={error}
          stands="Nothing was changed."
          onGive={check}
        />
        {answer && (
          <section aria-label="What we found" className="grid gap-5 border-t border-line pt-6">
            <Checked answer={answer} id={answer.id} role={answer.verification.server.role} />
            <div>
              <ButtonLink look="second" href={`/connections/${answer.id}`}>
                Open it
              </ButtonLink>
            </div>
          </section>
        )}
      </div>
    </>
  );
}
