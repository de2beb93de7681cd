"use client";

import { useId } from "react";
import type { PlanRequest } from "../../../lib/plan/request";
import { Radio } from "../../ui/radio";
import type { Look } from "../wire";
import { counted } from "../wording";

type Answer = PlanRequest["rowRules"];

/** The question about row rules. Nothing is answered beforehand: one answer shows more, the other shows less. */
export function RowRules(props: {
  count: number;
  can: Look["rowRules"];
  value: Answer | null;
  onChange: (value: Answer) => void;
}) {
  const name = useId();
  const { policy, bypass } = props.can;
  const options: { value: Answer; label: string; detail: string }[] = [];
  if (policy)
    options.push({ value: "policy", label: "Let Lucien see all rows", detail: "One policy for each of these tables." });
  if (bypass) {
    const detail = "One setting of its login (BYPASSRLS), for every table it may read, now and later.";
    options.push({ value: "bypass", label: policy ? "Let it pass every row rule" : "Let Lucien see all rows", detail });
  }
  options.push({ value: "keep", label: "Keep the rules. Some answers will be too low.", detail: "" });
  return (
    <fieldset className="border-t border-line-2 pt-3.5 text-small">
      <legend className="float-left w-full text-row font-semibold">
        {counted(props.count, "table")} {props.count === 1 ? "has" : "have"} row rules
      </legend>
      <p className="clear-both text-ink-2">With the rules on, Lucien may count too few rows there, or none.</p>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          checked={props.value === option.value}
          onChange={() => props.onChange(option.value)}
          label={option.label}
          detail={policy && bypass ? option.detail : ""}
        />
      ))}
      {!policy && !bypass && (
        <p className="mt-2 text-ink-3">This admin may not change that. The owner of these tables can.</p>
      )}
    </fieldset>
  );
}
