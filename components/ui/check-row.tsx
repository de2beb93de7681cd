import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icon";

export type CheckState = "waiting" | "running" | "passed" | "failed";

/** One step of a check. Passed rows stay ink; only the failed one becomes a panel with its one fix inside. */
export function CheckRow(props: {
  name: string;
  state: CheckState;
  sentence?: string;
  time?: string;
  /** Inside the failed panel, under the sentence: the fix, the way out, the folded detail. */
  children?: ReactNode;
}) {
  const failed = props.state === "failed";
  return (
    <li className={classNames(ROW, failed ? PANEL : "border-b border-line")}>
      <Mark state={props.state} />
      <span className={props.state === "waiting" ? "text-row text-ink-3" : "text-row font-semibold"}>{props.name}</span>
      {!failed && <span className="col-[2/-1] row-2 text-ink-2 tablet:col-auto tablet:row-auto">{props.sentence}</span>}
      <span className="col-3 row-1 text-ink-3 tabular-nums tablet:col-4">{props.time}</span>
      {failed && (
        <div className="col-[1/-1] tablet:col-[2/-1]">
          <p className="text-body">{props.sentence}</p>
          {props.children}
        </div>
      )}
    </li>
  );
}

const ROW =
  "grid grid-cols-[20px_1fr_auto] items-baseline gap-x-2.5 gap-y-0.5 py-[11px] text-small tablet:grid-cols-[24px_150px_1fr_auto] tablet:gap-3";
const PANEL = "-mx-4 mt-2 rounded-panel border border-stop-line bg-stop-tint px-4! py-4!";

const MARKS: Record<CheckState, { icon: IconName | null; says: string }> = {
  waiting: { icon: null, says: "not yet" },
  running: { icon: "running", says: "running" },
  passed: { icon: "check", says: "passed" },
  failed: { icon: "cross", says: "failed" },
};

function Mark({ state }: { state: CheckState }) {
  const { icon, says } = MARKS[state];
  return (
    <span className={classNames("self-center", state === "failed" && "text-stop")}>
      {icon && <Icon name={icon} className={state === "running" ? "motion-safe:animate-spin" : undefined} />}
      <span className="sr-only">{says}</span>
    </span>
  );
}
