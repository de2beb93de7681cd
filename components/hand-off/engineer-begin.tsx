"use client";

import { type FormEvent, useId, useState } from "react";
import { isSameHost } from "../../lib/hand-off/protocol";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Radio } from "../ui/radio";
import { readHost } from "./compose-model";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";
import type { HandOffRecord } from "./view.types";
import { WAYS, type Way } from "./ways";

/** Which way, on which host, and the claim. Nothing connects before. */
export function Begin(props: {
  record: HandOffRecord;
  held: boolean;
  busy: boolean;
  onBegin: (way: Way, host: string) => Promise<void>;
}) {
  const [way, setWay] = useState<Way>("form");
  const [typed, setTyped] = useState("");
  const { error, attempt } = useAttempt();
  const reasonId = useId();
  const host = readHost(typed);
  const { login } = props.record;
  const reason = props.held ? null : (beginMissing(typed, host.wrong) ?? (login && otherHost(host.host, login.host)));
  function begin(event: FormEvent) {
    event.preventDefault();
    if (reason === null && !props.busy) void attempt(() => props.onBegin(way, host.host));
  }
  return (
    <form onSubmit={begin}>
      {login === null && <WayChoice way={way} onChange={setWay} />}
      <section aria-labelledby="begin" className="mt-10 grid gap-1.5 border-t-2 border-ink pt-5">
        <h2 id="begin" className="text-head">
          {props.held ? "Go on" : "Begin"}
        </h2>
        <p className="text-small text-ink-2">
          {props.held
            ? "This browser holds the link. Nobody else can use it while you work."
            : "Type the host you will work on. This claims the link for this browser. Nothing connects yet."}
        </p>
        <div className="mt-2.5 grid items-start gap-3 tablet:grid-cols-[minmax(0,520px)_auto] tablet:justify-start">
          {!props.held && (
            <Field
              label="Database host"
              name="host"
              code
              maxLength={255}
              inputMode="url"
              autoCapitalize="off"
              value={typed}
              hint={login ? `The login stands at ${login.host}.` : hostHint(props.record.host, host.host)}
              onPaste={(event) => {
                // Of a pasted connection string only the host may stand in this field.
                event.preventDefault();
                setTyped(readHost(event.clipboardData.getData("text")).host);
              }}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          <div className={props.held ? undefined : "tablet:mt-[25px]"}>
            <Button
              type="submit"
              busy={props.busy}
              notYet={reason !== null}
              reasonId={reasonId}
              className="max-tablet:w-full"
            >
              {label(props.held, props.busy)}
            </Button>
          </div>
        </div>
        {reason && (
          <p id={reasonId} className="text-label text-ink-3">
            {reason}
          </p>
        )}
        {error && <Problem className="mt-4 max-w-[720px]" error={error} state="Nothing has connected." />}
      </section>
    </form>
  );
}

function label(held: boolean, busy: boolean): string {
  if (busy) return held ? "Going on" : "Claiming";
  return held ? "Go on" : "Claim and begin";
}

function beginMissing(typed: string, wrong: boolean): string | null {
  if (typed.trim() === "") return "The host is missing";
  return wrong ? "This is not a host yet" : null;
}

/** What is asked of a login can be done only where it stands. */
function otherHost(typed: string, host: string): string | null {
  return isSameHost(typed, host) ? null : `The login stands at ${host}, not there`;
}

function hostHint(named: string | null, typed: string): string {
  if (named === null) return "The founder named no host. They will see yours.";
  if (typed === "" || typed === named) return `The founder named ${named}. Yours may differ; they will see it.`;
  return `The founder named ${named}. They will see that yours differs, and must say yes to it.`;
}

function WayChoice({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  return (
    <fieldset className="mt-10">
      <legend className="mb-3 text-head">Three ways to do it</legend>
      <div className="grid border-t border-line-2 tablet:grid-cols-[1.1fr_1fr_1fr]">
        {WAYS.map(({ id, name, says, line }) => (
          <div
            key={id}
            className="pt-4 max-tablet:border-t max-tablet:border-line max-tablet:pb-4 max-tablet:first:border-t-0 tablet:border-l tablet:border-line tablet:pr-5 tablet:pl-[22px] tablet:first:border-l-0 tablet:first:pl-0"
          >
            <Radio
              name="way"
              value={id}
              checked={way === id}
              onChange={() => onChange(id)}
              label={<span className="text-body leading-[1.4] font-semibold">{name}</span>}
            />
            <p className="mt-1 pl-[26px] text-small text-ink-2">{says}</p>
            {line && (
              <pre className="mt-2 ml-[26px] rounded-r-ctl border-l-2 border-line-2 bg-sunk px-3 py-2 font-mono text-code wrap-anywhere whitespace-pre-wrap text-ink-2">
                {line}
              </pre>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
