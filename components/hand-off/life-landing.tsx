"use client";

import type { ReactNode } from "react";
import { plainStatements } from "../../lib/lifecycle/life-script-text";
import { type Fact, Facts } from "../ui/facts";
import { SideNote } from "../ui/side-note";
import { SqlBlock } from "../ui/sql-block";
import { Begin } from "./engineer-begin";
import { OpenedBefore } from "./engineer-landing";
import { askedLine, INTENT_WORDS } from "./intent-words";
import type { LifeRecord } from "./life-link";
import { utcTime } from "./times";
import type { Way } from "./ways";

/** The engineer's first page where a login stands already: what is asked of it, what will be run, and the claim. */
export function LifeLanding(props: {
  record: LifeRecord;
  earlierClaims: readonly number[];
  held: boolean;
  busy: boolean;
  onBegin: (way: Way, host: string) => Promise<void>;
  /** Once it is claimed: the ways to do it. */
  children?: ReactNode;
}) {
  const { record } = props;
  const { asksTo, means } = INTENT_WORDS[record.intent];
  return (
    <>
      <div className="grid items-start gap-9 tablet:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
        <div className="min-w-0">
          <h1 className="max-w-[22em] text-title text-balance wrap-anywhere">
            {record.from} asks you to {asksTo}
          </h1>
          <p className="mt-4 max-w-[62ch] text-lead wrap-anywhere">{askedLine(record)}.</p>
          {record.note !== "" && (
            <blockquote className="mt-3 border-l-2 border-line-2 py-0.5 pl-3.5 text-small wrap-anywhere whitespace-pre-line text-ink-2">
              {record.note}
            </blockquote>
          )}
          <p className="mt-3 max-w-[62ch] text-small text-ink-2">
            It is the login of Lucien, an AI analyst. If you did not expect this, or it says someone opened it before
            you, stop and tell them.
          </p>
        </div>
        <Facts facts={factsOf(record, props.earlierClaims)} />
      </div>
      <OpenedBefore claims={props.earlierClaims} />
      <section aria-labelledby="will-run">
        <h2 id="will-run" className="mt-10 text-head">
          What will be run
        </h2>
        <p className="mt-1 mb-4 max-w-[80ch] text-small text-ink-2">{means}</p>
        <WillRun record={record} />
        <SideNote tone="ask" className="mt-4 max-w-[80ch]">
          <b className="font-semibold text-ink">The limit of that.</b> Whoever controls this server, or changes its
          code, could read an admin password in the moment you use it. Use a temporary admin, or run the SQL yourself.
        </SideNote>
      </section>
      {props.children || <Begin {...props} />}
    </>
  );
}

function WillRun({ record }: { record: LifeRecord }) {
  if (record.intent === "remove" || record.intent === "change") {
    return (
      <p className="max-w-[80ch] text-small">
        Which statements that takes depends on what the role holds. You see them all before the first one runs.
      </p>
    );
  }
  return <SqlBlock sql={plainStatements(record.intent, record.role)} bold={record.role} />;
}

function factsOf(record: LifeRecord, claims: readonly number[]): Fact[] {
  const { role, login } = record;
  return [
    { term: "Role", value: role, code: true },
    { term: "Database", value: login.database, code: true },
    { term: "Server", value: `${login.host}:${login.port}`, code: true },
    { term: "Opened before you", value: claims.length === 0 ? "no" : `yes, ${utcTime(new Date(claims.at(-1) ?? 0))}` },
    { term: "Passcode", value: record.passcode ? "accepted" : "none" },
    { term: "Link good until", value: utcTime(new Date(record.expiresAt)) },
  ];
}
