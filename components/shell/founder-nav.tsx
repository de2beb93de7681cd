"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

const PLACES = [
  { href: "/connections", label: "Connections" },
  { href: "/hand-offs", label: "Hand-offs" },
  { href: "/activity", label: "Activity" },
  { href: "/settings", label: "Settings" },
] as const;

/** The founder's four places, in the bar. On a phone they fold into `FounderMenu`. */
export function FounderNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="ml-4 hidden h-full gap-6 tablet:flex max-wide:ml-0 max-wide:gap-4">
      {PLACES.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isAt(path, href) ? "page" : undefined} className={PLACE}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

const PLACE =
  "flex items-center border-y-2 border-transparent text-ink-2 hover:text-ink aria-[current=page]:border-b-ink aria-[current=page]:font-medium aria-[current=page]:text-ink";

/** The same places behind one word. It works before the page's scripts do, and closes when one has gone somewhere. */
export function FounderMenu({ children }: { children?: ReactNode }) {
  const path = usePathname();
  const fold = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what closes it
  useEffect(() => fold.current?.removeAttribute("open"), [path]);
  return (
    <details ref={fold} className="relative tablet:hidden" onKeyDown={(event) => event.key === "Escape" && close(fold)}>
      <summary className="link list-none rounded-ctl">Menu</summary>
      <nav
        aria-label="Main"
        className="absolute top-8 right-0 z-30 grid min-w-44 rounded-panel border border-line-2 bg-raised py-2 shadow-pop"
      >
        {PLACES.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={isAt(path, href) ? "page" : undefined}
            className="px-4 py-2.5 text-row text-ink aria-[current=page]:font-semibold"
          >
            {label}
          </Link>
        ))}
        {children && <div className="mt-2 border-t border-line px-4 pt-3 pb-1.5">{children}</div>}
      </nav>
    </details>
  );
}

function close(fold: { current: HTMLDetailsElement | null }): void {
  fold.current?.removeAttribute("open");
  fold.current?.querySelector("summary")?.focus();
}

function isAt(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
