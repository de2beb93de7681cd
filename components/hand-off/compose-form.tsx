"use client";

import { useId, useState } from "react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Segment } from "../ui/segment";
import { TextArea } from "../ui/text-area";
import { type Ask, asksWhatToSee, LIVES, newPasscode, readHost, spacedPasscode } from "./compose-model";
import { longTime } from "./times";
import { useNow } from "./use-now";
import type { About } from "./view.types";

export type KnownSchemas = { host: string; schemas: readonly string[] };

/** What the founder says: what should be seen and who asks; the rest may stay as it is. */
export function ComposeForm(props: {
  ask: Ask;
  known: KnownSchemas | null;
  about: About | null;
  onChange: (change: Partial<Ask>) => void;
}) {
  const { ask, known, about, onChange } = props;
  const says = asksWhatToSee(about);
  return (
    <div className="grid content-start gap-6">
      {says && (
        <TextArea
          label="What should Lucien see?"
          name="wanted"
          maxLength={2000}
          value={ask.wanted}
          onChange={(event) => onChange({ wanted: event.target.value })}
          hint="For example: subscriptions and payments, so I can ask about churn. No passwords, no card data."
        />
      )}
      {says && known && known.schemas.length > 0 && (
        <SchemaPicks known={known} picked={ask.schemas} onChange={(schemas) => onChange({ schemas })} />
      )}
      <Field
        label="Who is asking?"
        name="from"
        maxLength={80}
        value={ask.from}
        onChange={(event) => onChange({ from: event.target.value })}
        hint="Your name or your company’s, as your engineer knows it."
      />
      {about === null && <HostField host={ask.host} onChange={(host) => onChange({ host })} />}
      <TextArea
        label="Anything else they should know?"
        aside={<span>optional</span>}
        name="note"
        short
        maxLength={2000}
        value={ask.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <LifeChoice hours={ask.hours} onChange={(hours) => onChange({ hours })} />
      <PasscodeField passcode={ask.passcode} onChange={(passcode) => onChange({ passcode })} />
    </div>
  );
}

/** What the last look at a database saw: names to tick, beside the words. */
function SchemaPicks(props: {
  known: KnownSchemas;
  picked: readonly string[];
  onChange: (schemas: readonly string[]) => void;
}) {
  const { known, picked, onChange } = props;
  const id = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-label text-ink-2">
        Schemas at the last look at <span className="font-mono text-code wrap-anywhere">{known.host}</span>, to name
        them
      </legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {known.schemas.map((schema) => {
          const on = picked.includes(schema);
          const next = on ? picked.filter((name) => name !== schema) : [...picked, schema];
          return (
            <span key={schema} className="inline-flex items-center gap-2 text-small">
              <Checkbox id={`${id}-${schema}`} state={on ? "on" : "off"} onChange={() => onChange(next)} />
              <label htmlFor={`${id}-${schema}`}>{schema}</label>
            </span>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Takes a host, or a whole connection string of which only the host stays: at the paste, or when the field is left. */
function HostField({ host, onChange }: { host: string; onChange: (host: string) => void }) {
  const [said, setSaid] = useState<{ says: string | null; wrong: boolean }>({ says: null, wrong: false });
  function take(text: string) {
    const read = readHost(text);
    setSaid(read);
    onChange(read.host);
  }
  return (
    <Field
      label="Database host"
      aside={<span>if you know it</span>}
      name="host"
      code
      maxLength={255}
      inputMode="url"
      autoCapitalize="off"
      value={host}
      error={said.wrong ? said.says : null}
      hint={(!said.wrong && said.says) || "If they use another one, you are asked before you get a URL."}
      onPaste={(event) => {
        event.preventDefault();
        take(event.clipboardData.getData("text"));
      }}
      onChange={(event) => onChange(event.target.value)}
      onBlur={(event) => take(event.target.value)}
    />
  );
}

/** How long the link works, and until when that is. */
export function LifeChoice({ hours, onChange }: { hours: number; onChange: (hours: number) => void }) {
  const now = useNow();
  const until = now && longTime(new Date(now.getTime() + hours * 3_600_000));
  const hint = `${until ? `Until ${until}. ` : ""}It works for one person, once.`;
  return <Segment label="The link works for" options={LIVES} value={hours} onChange={onChange} hint={hint} />;
}

/** Made at a press, shown while it is here to be told. */
export function PasscodeField({
  passcode,
  onChange,
}: {
  passcode: string | null;
  onChange: (code: string | null) => void;
}) {
  return (
    <div>
      <div className="mb-1.5 flex justify-between gap-2 text-label text-ink-2">
        <span id="passcode">Passcode</span>
        <span>optional</span>
      </div>
      <div className="flex h-11 items-center justify-between gap-2 rounded-ctl border border-edge bg-surface px-3">
        {passcode === null ? (
          <span className="text-[15px] text-ink-3">None</span>
        ) : (
          <output aria-labelledby="passcode" className="text-[15px] font-medium tracking-[0.08em] tabular-nums">
            {spacedPasscode(passcode)}
          </output>
        )}
        <Button look="ghost" small onClick={() => onChange(passcode === null ? newPasscode() : null)}>
          {passcode === null ? "Make one" : "Remove"}
        </Button>
      </div>
      <p className="mt-1.5 text-label text-ink-3">Tell them by phone or another app, not in the same message.</p>
    </div>
  );
}
