import type { ReactNode } from "react";
import { ScreenHead } from "../wizard/shell/frames";
import { WhenReady } from "./when-ready";

/** The screens before one is in: one column, one question. */
export function Door({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main className="w-full max-w-[640px] flex-1 px-4 pt-7 pb-10 tablet:px-8 tablet:pt-14">
      <ScreenHead title={title} lead={lead} />
      <div className="mt-8">
        <WhenReady>{children}</WhenReady>
      </div>
    </main>
  );
}

/** Leaves with a fresh page: nothing that was made for somebody else stays in the browser's memory. */
export function leaveFor(path: string): void {
  window.location.assign(path);
}
