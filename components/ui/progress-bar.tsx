"use client";

import { type CSSProperties, useEffect, useState } from "react";

/** 6 high, square ends, two fills: what is readable and what is shut. The share is always known. */
export function ProgressBar(props: { label: string; done: number; total: number; open?: number }) {
  const share = (part: number) => (props.total === 0 ? 0 : Math.min(100, (100 * part) / props.total));
  const open = props.open ?? 0;
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.total}
      aria-valuenow={props.done}
      className="flex h-1.5 overflow-hidden rounded-cell bg-sunk shadow-[inset_0_0_0_1px_var(--line)]"
    >
      <Share className="bg-open-lit" percent={share(open)} />
      <Share
        className="bg-shut shadow-[inset_0_0_0_1px_var(--shut-line)]"
        percent={Math.max(0, share(props.done) - share(open))}
      />
    </div>
  );
}

/** A width is a style, and the strict policy takes none from the server: it is set once the page runs. */
function Share({ className, percent }: { className: string; percent: number }) {
  const style = useClientStyle({ width: `${percent}%` });
  return <span className={`${className} transition-[width] duration-(--d-base) ease-settle`} style={style} />;
}

/** Undefined on the server and at hydration, then the style: no `style` attribute is ever server-rendered. */
export function useClientStyle(style: CSSProperties): CSSProperties | undefined {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready ? style : undefined;
}
