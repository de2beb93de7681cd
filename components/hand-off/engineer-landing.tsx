"use client";

import type { ReactNode } from "react";
import { makesPassword } from "../../lib/hand-off/intent";
import { type Fact, Facts } from "../ui/facts";
import { SideNote } from "../ui/side-note";
import { AskedFor } from "./asked-for";
import { Begin } from "./engineer-begin";
import { INTENT_WORDS } from "./intent-words";
import { KnowTable } from "./know-table";
import { utcTime } from "./times";
import type { HandOffRecord } from "./view.types";
import type { Way } from "./ways";

/** The engineer's first page: who asks for what, who knows what, three ways, and the claim. */
export function EngineerLanding(props: {
  record: HandOffRecord;
  /** When other browsers claimed it before, in milliseconds. */
  earlierClaims: readonly number[];
  /** This app's host, as the browser sees it. */
  server: string;
  /** This browser holds the link already: go on instead of beginning. */
  held: boolean;
  busy: boolean;
  onBegin: (way: Way, host: string) => Promise<void>;
  /** After "I already have a login" was chosen and the link claimed. */
  children?: ReactNode;
}) {
  const { record } = props;
  return (
    <>
      <div className="grid items-end gap-9 tablet:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] tablet:gap-10 wide:gap-[72px]">
        <div className="min-w-0">
          <h1 className="max-w-[22em] text-title text-balance wrap-anywhere">
            {record.from} asks you {record.intent === "change" ? "to " : "for "}
            {record.intent === "change" ? INTENT_WORDS.change.asksTo : "a Postgres login that can only read"}
          </h1>
          <div className="mt-4 max-w-[62ch]">
            <AskedFor record={record} large />
          </div>
          <p className="mt-3 text-small text-ink-2">
            It is for Lucien, an AI analyst. If you did not expect this, or it says someone opened it before you, stop
            and tell them.
          </p>
        </div>
        <Facts facts={factsOf(record, props.earlierClaims)} />
      </div>
      <OpenedBefore claims={props.earlierClaims} />
      <WhoKnows server={props.server} record={record} />
      {props.children || <Begin {...props} />}
    </>
  );
}

function factsOf(record: HandOffRecord, claims: readonly number[]): Fact[] {
  const { login } = record;
  return [
    { term: record.intent === "create" ? "Role to make" : "Role", value: record.role, code: true },
    ...(login === null
      ? []
      : [
          { term: "Database", value: login.database, code: true },
          { term: "Server", value: `${login.host}:${login.port}`, code: true },
        ]),
    { term: "Opened before you", value: claims.length === 0 ? "no" : `yes, ${utcTime(new Date(claims.at(-1) ?? 0))}` },
    { term: "Passcode", value: record.passcode ? "accepted" : "none" },
    { term: "Link good until", value: utcTime(new Date(record.expiresAt)) },
  ];
}

/** Somebody was there: to be looked at before anything else. */
export function OpenedBefore({ claims }: { claims: readonly number[] }) {
  if (claims.length === 0) return null;
  return (
    <div role="alert" className="mt-8 rounded-panel border border-ask-line bg-ask-tint px-5 py-[18px]">
      <p className="font-semibold">This link was opened before you</p>
      <p className="mt-0.5 max-w-[70ch] text-small">
        Another browser began with it at {claims.map((at) => utcTime(new Date(at))).join(" and at ")}. Was that you, on
        another machine? If not, stop here and tell the founder: somebody else has the link.
      </p>
    </div>
  );
}

function WhoKnows({ server, record }: { server: string; record: HandOffRecord }) {
  const password = makesPassword(record.intent);
  return (
    <section aria-labelledby="who-knows">
      <h2 id="who-knows" className="mt-10 text-head">
        Who knows what
      </h2>
      <p className="mt-1 max-w-[80ch] text-small text-ink-2">
        {password ? SEALED : "The role keeps its password: this link carries none, and no step of it changes one."}
      </p>
      <KnowTable server={server} host={record.host} password={password} />
      <SideNote tone="ask" className="mt-4 max-w-[80ch]">
        <b className="font-semibold text-ink">The limit of that.</b> Whoever controls this server, or changes its code,
        could read an admin password in the moment you use it. Use a temporary admin
        {password ? ", or give a login that is there already." : "."}
      </SideNote>
    </section>
  );
}

const SEALED =
  "For a host that refuses SCRAM verifiers (Neon, for one) the second row differs: this server makes the password, holds it while the job runs, and seals it to the founder’s browser. The screens and the report say so.";
