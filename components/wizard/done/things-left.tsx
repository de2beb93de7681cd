"use client";

import { useState } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { SqlBlock } from "../../ui/sql-block";
import type { RunResult } from "../wire";
import { inWords } from "../wording";

type Left = { title: string; says: string; sql: string | null; action: "copy" | "show" };

/** What remains to be done by people, in the order in which to do it. */
export function ThingsLeft({ result, takesUrl = true }: { result: RunResult; takesUrl?: boolean }) {
  const left = thingsLeft(result, takesUrl);
  if (left.length === 0) return null;
  const title = inWords(left.length, "thing left", "things left");
  return (
    <section aria-labelledby="left">
      <h2 id="left" className="mt-10 mb-3 text-head">
        {title.charAt(0).toUpperCase() + title.slice(1)}
      </h2>
      <ol className="border-t border-line-2">
        {left.map((thing, index) => (
          <Thing key={`${thing.title} ${thing.sql}`} number={index + 1} thing={thing} />
        ))}
      </ol>
    </section>
  );
}

function Thing({ number, thing }: { number: number; thing: Left }) {
  const [open, setOpen] = useState(false);
  const { sql } = thing;
  return (
    <li className="grid grid-cols-[20px_1fr] items-start gap-3 border-b border-line py-4 tablet:grid-cols-[24px_1fr_auto]">
      <span className="text-[15px] leading-[1.55] font-medium text-ink-3 tabular-nums">{number}</span>
      <div className="min-w-0">
        <h3 className="text-body font-semibold">{thing.title}</h3>
        <p className="mt-0.5 max-w-[56ch] text-small text-ink-2">{thing.says}</p>
        {open && sql && (
          <div className="mt-3">
            <SqlBlock sql={sql} />
          </div>
        )}
      </div>
      {sql && (
        <div className="col-2 flex gap-2 tablet:col-3">
          {thing.action === "show" && (
            <Button look="second" small aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "Hide it" : "Show how"}
            </Button>
          )}
          {(thing.action === "copy" || open) && (
            <CopyButton look="second" small label="Copy the line" text={() => sql} done="Line copied." />
          )}
        </div>
      )}
    </li>
  );
}

function thingsLeft(result: RunResult, takesUrl: boolean): Left[] {
  const left: Left[] = [...firstThing(result, takesUrl)];
  if (result.adminAdvice) {
    const { action, sentence, sql } = result.adminAdvice;
    left.push({ title: ADVICE[action], says: sentence, sql, action: "show" });
  }
  for (const { object, owner, reason, remedy, kind } of result.uncovered) {
    const title = kind === "future" ? `Ask ${owner} for one line` : `Ask ${owner} to share ${object.name}`;
    left.push({ title, says: reason, sql: remedy, action: "copy" });
  }
  return left;
}

/** Closing what is open comes before any use of the URL. */
function firstThing({ verification, passwordMode }: RunResult, takesUrl: boolean): Left[] {
  if (verification.verdict === "can-write") {
    const writes = verification.findings.filter((finding) => finding.class === "write");
    const cures = [...new Set(writes.flatMap((finding) => finding.remedy ?? []))];
    const sql = cures.length > 0 ? cures.join("\n") : null;
    const says = sql
      ? "Whoever owns it runs these lines. They may take a right from others too, so let an engineer read them. Then prove it again."
      : "There is no single line for it. The evidence below says what is open and through whom. Then prove it again.";
    return [{ title: "Close what is still open", says, sql, action: "show" }];
  }
  if (passwordMode === "unchanged" || !takesUrl) return [];
  const says = "In Lucien, open Connect Postgres, paste the URL and press Connect.";
  return [{ title: "Paste it into Lucien", says, sql: null, action: "copy" }];
}

const ADVICE = {
  delete: "Delete the temporary admin",
  "switch-off": "Switch off the temporary admin",
  keep: "Keep the admin to yourself",
} as const;
