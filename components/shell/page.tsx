import Link from "next/link";
import type { ReactNode } from "react";

/** A screen of one's own, outside the wizard: the whole width up to 1280. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex w-full max-w-[1280px] flex-1 flex-col px-4 pt-7 pb-10 tablet:px-8 tablet:pt-14 tablet:pb-14">
      {children}
    </main>
  );
}

/** The screen's title, where it belongs to, and the founder's line under it. */
export function PageHead(props: {
  title: ReactNode;
  lead?: ReactNode;
  up?: { href: string; label: string };
  action?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-5">
      <div className="min-w-0">
        {props.up && (
          <p className="mb-2 text-small text-ink-2">
            <Link href={props.up.href} className="link">
              {props.up.label}
            </Link>
          </p>
        )}
        <h1 className="text-title text-balance">{props.title}</h1>
        {props.lead && <p className="mt-3 max-w-[70ch] text-lead text-pretty text-ink-2">{props.lead}</p>}
      </div>
      {props.action}
    </header>
  );
}
