import type { ReactNode } from "react";

/** Dashed frame: one sentence on what will be here, one button. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="rounded-panel border border-dashed border-edge p-6">
      <p className="font-semibold">{title}</p>
      <p className="mt-0.5 text-small text-ink-2">{children}</p>
      {action && <div className="mt-3.5">{action}</div>}
    </div>
  );
}
