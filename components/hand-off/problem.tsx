"use client";

import type { ReactNode } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { ErrorPanel } from "../ui/error-panel";

/** An error in words, with what stands (`state`, before its hint) and one way on. */
export function Problem(props: { error: AppErrorJson; state?: string; children?: ReactNode; className?: string }) {
  const { error } = props;
  return (
    <div className={props.className}>
      <ErrorPanel
        title={error.message}
        state={[props.state, error.hint].filter(Boolean).join(" ")}
        detail={error.detail}
      >
        {props.children}
      </ErrorPanel>
    </div>
  );
}
