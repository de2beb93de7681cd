"use client";

import { isLifeIntent } from "../../lib/hand-off/intent";
import { allowLogin, forbidLogin } from "../../lib/statements/role-life";
import { ButtonLink } from "../ui/button";
import { Facts } from "../ui/facts";
import { SqlBlock } from "../ui/sql-block";
import type { HandOffResult } from "./view.types";

/** The engineer's last page: the founder has it, what can be closed, what is left on the database's side. */
export function EngineerDone({ from, result }: { from: string; result: HandOffResult }) {
  const undo = UNDO[result.intent]?.(result.role);
  return (
    <>
      <header>
        <h1 className="text-title text-balance">Done. You can close this page</h1>
        <p className="mt-3 max-w-[70ch] text-lead text-pretty wrap-anywhere text-ink-2">
          {from} has the result and sees it now. {passwordFate(result)}
        </p>
      </header>
      <Facts
        className="mt-8 max-w-[620px] border-t border-line"
        facts={[
          { term: "Server", value: `${result.host}:${result.port}`, code: true },
          { term: "Database", value: result.database, code: true },
          { term: "Role", value: result.role, code: true },
          ...(result.outcome === null
            ? [{ term: "sha256 of the report", value: result.reportHash.slice(0, 16), code: true }]
            : []),
        ]}
      />
      {undo && result.outcome !== "told" && (
        <section aria-labelledby="undo" className="mt-6 max-w-[620px]">
          <h2 id="undo" className="mb-2 text-row font-semibold">
            To undo it
          </h2>
          <SqlBlock sql={`${undo.sql};`} bold={result.role} />
        </section>
      )}
      {!isLifeIntent(result.intent) && result.way !== "own-login" && (
        <p className="mt-6">
          <ButtonLink look="second" href="/done">
            See the undo script and what is left
          </ButtonLink>
        </p>
      )}
    </>
  );
}

const UNDO: Partial<Record<HandOffResult["intent"], typeof allowLogin>> = { pause: allowLogin, resume: forbidLogin };

function passwordFate({ way, passwordMode, outcome }: HandOffResult): string {
  if (outcome === "told") return "They are told that you ran the script, and that this app has not seen it.";
  if (passwordMode === "none") return "No password was touched.";
  if (way === "own-login") return "Your browser sealed the URL to theirs; this server keeps nothing that opens it.";
  if (passwordMode === "sealed") return "This server had to make the password, and sealed it to their browser.";
  const never = "The password was never here: it was made in their browser.";
  return way === "script" ? `${never} The test password in the script is replaced.` : never;
}
