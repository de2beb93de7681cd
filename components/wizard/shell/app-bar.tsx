import type { ReactNode } from "react";
import { ThemeSwitch } from "../../ui/theme-switch";

/** The bar on top of every screen: the name and the places at the left, what the screen adds and the colours at the right. */
export function AppBar(props: { theme: "light" | "dark" | null; nav?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex h-14 flex-none items-center gap-3 border-b border-line px-4 text-small tablet:gap-6 tablet:px-8 print:hidden">
      <p className="flex items-center gap-2.5 font-semibold tracking-[-0.005em] whitespace-nowrap">
        <Mark />
        <span>
          Read-only access <span className="font-normal text-ink-2 max-[360px]:hidden">for Lucien</span>
        </span>
      </p>
      {props.nav}
      <div className="ml-auto flex items-center gap-3 text-ink-2 tablet:gap-6">
        {props.children}
        <ThemeSwitch initial={props.theme} />
      </div>
    </header>
  );
}

/** One light column beside a dark one: what is open, what is shut. */
function Mark() {
  return (
    <span aria-hidden="true" className="grid grid-cols-[7px_7px] gap-0.5">
      <span className="h-4 rounded-[1px] bg-open-lit shadow-[inset_0_0_0_1px_var(--open-line)]" />
      <span className="h-4 rounded-[1px] bg-shut shadow-[inset_0_0_0_1px_var(--shut-line)]" />
    </span>
  );
}
