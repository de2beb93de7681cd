"use client";

import { useId } from "react";
import { Checkbox } from "../../ui/checkbox";
import { CopyButton } from "../../ui/copy-button";
import { Disclosure, Pre } from "../../ui/disclosure";
import type { LookSchema } from "../wire";
import { inWords, listed } from "../wording";

/** "Tables made later, too": for all schemas at once or one by one, and the line that other owners must run. */
export function LaterTables(props: {
  schemas: readonly LookSchema[];
  future: ReadonlySet<string>;
  onChange: (future: ReadonlySet<string>) => void;
}) {
  const id = useId();
  const able = props.schemas.filter((schema) => schema.creators.some((creator) => creator.covered));
  const on = able.filter((schema) => props.future.has(schema.name));
  const state = able.length === 0 ? "cannot" : on.length === able.length ? "on" : on.length > 0 ? "mix" : "off";
  function set(names: readonly string[], value: boolean) {
    const next = new Set(props.future);
    for (const name of names) value ? next.add(name) : next.delete(name);
    props.onChange(next);
  }
  const covered = creators(on.length > 0 ? on : able, true);
  const missed = creators(props.schemas, false);
  const lines = [...new Set(props.schemas.flatMap((schema) => uncovered(schema).map((creator) => creator.remedy)))];
  return (
    <section aria-labelledby={id} className="mt-6 grid grid-cols-[16px_1fr] gap-3">
      <Checkbox
        state={state}
        className="mt-1 self-start"
        aria-labelledby={id}
        onChange={() =>
          set(
            props.schemas.map((schema) => schema.name),
            state !== "on",
          )
        }
      />
      <div className="min-w-0">
        <h2 id={id} className="text-body font-semibold">
          Tables made later, too
        </h2>
        <p className="text-small text-ink-2">
          {able.length === 0 ? (
            "This admin cannot see to that here. Each owner below has to run one line."
          ) : (
            <>
              New tables in {on.length === 1 ? "this schema" : `these ${inWords(on.length || able.length, "schema")}`}{" "}
              will be readable when <Names names={covered} /> {covered.length === 1 ? "makes" : "make"} them.
            </>
          )}
          {able.length > 0 && missed.length > 0 && (
            <>
              {" "}
              Tables made by <Names names={missed} /> will not:{" "}
              {missed.length === 1 ? "its owner has" : "their owners have"} to run one line.
            </>
          )}
        </p>
        {able.length > 1 && (
          <Disclosure summary="Choose by schema" className="mt-2">
            <ul className="mt-1 grid gap-1">
              {able.map((schema) => (
                <SchemaLine
                  key={schema.name}
                  schema={schema}
                  on={props.future.has(schema.name)}
                  onChange={(value) => set([schema.name], value)}
                />
              ))}
            </ul>
          </Disclosure>
        )}
        {lines.length > 0 && (
          <Disclosure summary={lines.length === 1 ? "Show the line" : "Show the lines"} className="mt-2">
            <Pre>{lines.join("\n")}</Pre>
            <CopyButton className="mt-2" look="second" small label="Copy" text={() => lines.join("\n")} />
          </Disclosure>
        )}
      </div>
    </section>
  );
}

function SchemaLine({ schema, on, onChange }: { schema: LookSchema; on: boolean; onChange: (on: boolean) => void }) {
  const missed = creators([schema], false);
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside */}
      <label className="flex min-h-8 items-center gap-2.5 text-small">
        <Checkbox state={on ? "on" : "off"} onChange={() => onChange(!on)} />
        <span>
          <span className="font-semibold">{schema.name}</span>, when <Names names={creators([schema], true)} />{" "}
          {creators([schema], true).length === 1 ? "makes" : "make"} them
          {missed.length > 0 && (
            <>
              ; not when <Names names={missed} /> {missed.length === 1 ? "does" : "do"}
            </>
          )}
        </span>
      </label>
    </li>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return <span className="font-mono text-code">{listed(names, 5)}</span>;
}

function creators(schemas: readonly LookSchema[], covered: boolean): string[] {
  const all = schemas.flatMap((schema) => schema.creators);
  return [...new Set(all.filter((creator) => creator.covered === covered).map((creator) => creator.role))];
}

function uncovered(schema: LookSchema): LookSchema["creators"] {
  return schema.creators.filter((creator) => !creator.covered && creator.remedy !== "");
}
