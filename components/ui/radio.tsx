import type { ReactNode } from "react";

/** One answer of a question that is asked in words: a native radio button with its whole line as the label. */
export function Radio(props: {
  name: string;
  value: string;
  checked: boolean;
  onChange: () => void;
  label: ReactNode;
  detail?: string;
}) {
  return (
    <label className="mt-2 grid cursor-pointer grid-cols-[16px_1fr] gap-2.5">
      <input
        type="radio"
        name={props.name}
        value={props.value}
        checked={props.checked}
        onChange={props.onChange}
        className="mt-0.5 size-4 cursor-pointer appearance-none rounded-full border-[1.5px] border-edge bg-surface checked:border-[5px] checked:border-ink focus-visible:rounded-full!"
      />
      <span>
        {props.label}
        {props.detail && <span className="block text-label text-ink-3">{props.detail}</span>}
      </span>
    </label>
  );
}
