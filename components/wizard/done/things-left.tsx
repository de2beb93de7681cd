"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { SqlBlock } from "../../ui/sql-block";
import type { RunResult } from "../wire";
import { inWords } from "../wording";

type Left = { title: string; says: ReactNode; sql: string | null; action: "copy" | "show" };

/** What remains to be done by people, in the order in which to do it. */
export function ThingsLeft({ result, admin }: { result: RunResult; admin: string }) {
  const left = thingsLeft(result, admin);
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

function thingsLeft(result: RunResult, admin: string): Left[] {
  const left: Left[] = [];
  if (result.passwordMode !== "unchanged") {
    left.push({
      title: "Paste it into Lucien",
      says: "In Lucien, open Connect Postgres, paste the URL and press Connect.",
      sql: null,
      action: "copy",
    });
  }
  const advice = result.adminAdvice;
  if (advice.action !== "keep") {
    const verb = advice.action === "delete" ? "Delete" : "Switch off";
    left.push({
      title: `${verb} the temporary admin`,
      says: <Advice {...{ admin, advice }} />,
      sql: advice.sql,
      action: "show",
    });
  }
  for (const { object, owner, reason, remedy, kind } of result.uncovered) {
    const title = kind === "future" ? `Ask ${owner} for one line` : `Ask ${owner} to share ${object.name}`;
    left.push({ title, says: reason, sql: remedy, action: "copy" });
  }
  return left;
}

function Advice({ admin, advice }: { admin: string; advice: RunResult["adminAdvice"] }) {
  return (
    <>
      You signed in as <span className="font-mono text-code">{admin}</span>. {advice.sentence}
    </>
  );
}
