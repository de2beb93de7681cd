"use client";

import type { ReactNode } from "react";
import { Disclosure } from "../../ui/disclosure";
import { useNarrow } from "../../ui/use-narrow";
import type { ChangeRow } from "./change-rows";
import { StatementsBlock } from "./statements-block";

/** Number, words, and facing them the reason and the SQL that make them true. */
export function ChangeLine({ row, number, role }: { row: ChangeRow; number: number; role: string }) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2 border-b border-line py-4 tablet:grid-cols-[28px_minmax(0,4fr)_minmax(0,6fr)] tablet:gap-x-6">
      <span aria-hidden="true" className="text-[14px] leading-6 font-medium text-ink-3 tabular-nums">
        {number}
      </span>
      <div>
        <h2 className="text-body font-semibold">{row.title}</h2>
        <p className="mt-0.5 text-small text-ink-2">{row.detail}</p>
      </div>
      <EngineerSide>
        {row.parts.map((part) => (
          <div key={part.reason} className="mt-2.5 first:mt-0">
            <p className="mb-1.5 text-small text-ink-2">{part.reason}</p>
            <StatementsBlock statements={part.statements} role={role} />
          </div>
        ))}
      </EngineerSide>
    </li>
  );
}

/** Faces the words on a screen; on a phone it is folded under them. */
export function EngineerSide({ children }: { children: ReactNode }) {
  const narrow = useNarrow();
  if (!narrow) return <div className="min-w-0">{children}</div>;
  return (
    <Disclosure summary="Engineer detail" className="col-[1/-1] mt-3 min-w-0">
      <div className="mt-2">{children}</div>
    </Disclosure>
  );
}
