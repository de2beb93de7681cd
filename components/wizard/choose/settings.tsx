"use client";

import { useId } from "react";
import { Checkbox } from "../../ui/checkbox";
import { Disclosure } from "../../ui/disclosure";
import { Field } from "../../ui/field";
import type { Look } from "../wire";
import { useWizard } from "../wizard-provider";
import { ActAs } from "./act-as";
import { type Choices, roleNameProblem } from "./request";

/** The login's name and its guards. Folded: the defaults do. Opens by itself where the name is taken. */
export function Settings(props: { choices: Choices; look: Look; choose: (part: Partial<Choices>) => void }) {
  const { choices, choose, look } = props;
  const existing = look.existingRole;
  const { handOff, login } = useWizard();
  const handedOff = handOff !== null;
  const taken = existing?.ours === false && existing.name === choices.role;
  const ours = existing?.ours === true && existing.name === choices.role;
  return (
    <Disclosure
      summary="Settings: the login’s name and its limits"
      open={taken}
      className="mt-6 border-t border-line pt-4"
    >
      <div className="mt-3 grid gap-x-6 gap-y-4 tablet:grid-cols-2">
        <Field
          label="Name of the login"
          code
          value={choices.role}
          onChange={(event) => choose({ role: event.target.value, adopt: false })}
          readOnly={handedOff || login !== null}
          error={roleNameProblem(choices.role)}
          hint={roleHint(ours, handedOff)}
        />
        <NumberField
          label="Visits at a time"
          value={choices.connectionLimit}
          min={1}
          max={10_000}
          hint="More than these wait outside. Lucien needs a few."
          onChange={(connectionLimit) => choose({ connectionLimit })}
        />
        <NumberField
          label="Stop slow questions after, in seconds"
          value={choices.statementTimeoutMs / 1000}
          min={0}
          max={86_400}
          hint="0 lets them run on. The login could switch this off, so it is no proof."
          onChange={(seconds) => choose({ statementTimeoutMs: Math.round(seconds * 1000) })}
        />
        <Field
          label="Password ends on"
          aside={<span className="text-ink-3">optional</span>}
          type="date"
          min={dayOf(new Date(Date.now() + 86_400_000).toISOString())}
          value={choices.validUntil === null ? "" : dayOf(choices.validUntil)}
          onChange={(event) => choose({ validUntil: endOfDay(event.target.value) })}
          hint="At midnight where you are. Lucien cannot sign in after that."
        />
      </div>
      <ActAs look={look} value={choices.actAs} onChange={(actAs) => choose({ actAs })} />
      {taken && <Taken adopt={choices.adopt} fixed={handedOff} onChange={(adopt) => choose({ adopt })} />}
    </Disclosure>
  );
}

/** A hand-off's record names the login, and the founder's browser signed it. */
function roleHint(ours: boolean, handedOff: boolean): string | undefined {
  if (handedOff) return "The request you were sent names it.";
  return ours ? "We made this login before. It is changed to what you choose here." : undefined;
}

function Taken(props: { adopt: boolean; fixed: boolean; onChange: (adopt: boolean) => void }) {
  const { adopt, fixed, onChange } = props;
  const id = useId();
  return (
    <div className="mt-4 rounded-panel border border-ask-line bg-ask-tint px-4 py-3 text-small">
      <p className="font-semibold">A login with this name is there already, and we did not make it.</p>
      <p className="mt-1 text-ink-2">
        {fixed
          ? "The request names it, so it can only be taken over: the review shows all that it can do already."
          : "Take another name. Or take it over: the review shows all that it can do already."}
      </p>
      <label htmlFor={id} className="mt-2 flex items-start gap-2.5">
        <Checkbox
          id={id}
          tone="ask"
          className="mt-0.5"
          state={adopt ? "on" : "off"}
          onChange={() => onChange(!adopt)}
        />
        <span>Yes, take this login over</span>
      </label>
    </div>
  );
}

function NumberField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  hint: string;
  onChange: (value: number) => void;
}) {
  return (
    <Field
      label={props.label}
      hint={props.hint}
      type="number"
      inputMode="numeric"
      min={props.min}
      max={props.max}
      defaultValue={props.value}
      onChange={(event) => {
        const value = event.target.valueAsNumber;
        if (Number.isInteger(value) && value >= props.min && value <= props.max) props.onChange(value);
      }}
      onBlur={(event) => {
        event.target.value = String(props.value);
      }}
    />
  );
}

/** The local day of an instant, as a date field takes it. */
function dayOf(iso: string): string {
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}

/** The last moment of a local day as an instant, or null. */
function endOfDay(day: string): string | null {
  return day === "" ? null : new Date(`${day}T23:59:59`).toISOString();
}
