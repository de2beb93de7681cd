import type { ReactNode } from "react";
import { EngineerDetail } from "./disclosure";

/** What happened, what state things are in now, one way on (children), the engineer's line folded. */
export function ErrorPanel(props: { title: string; state: string; detail?: string | null; children?: ReactNode }) {
  return (
    <div role="alert" className="rounded-panel border border-stop-line bg-stop-tint px-5 py-[18px]">
      <p className="font-semibold">{props.title}</p>
      <p className="mt-0.5 text-small">{props.state}</p>
      {props.children && <div className="mt-3.5 flex flex-wrap items-center gap-3">{props.children}</div>}
      {props.detail && (
        <EngineerDetail onSurface className="mt-3">
          {props.detail}
        </EngineerDetail>
      )}
    </div>
  );
}
