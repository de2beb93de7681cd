import type { ReactNode } from "react";
import { classNames } from "../ui/class-names";

/** The small set of type that the sheet is made of. */

export function Part({ title, children, className }: { title: string; children: ReactNode; className?: string }) {
  return (
    <section className={classNames("mt-[18px] first:mt-0", className)}>
      <h2 className="mb-1.5 text-[14px] leading-[1.4] font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** Rows with a name at the left and an answer at the right. */
export function Rows({ rows, caption }: { rows: readonly (readonly [ReactNode, ReactNode])[]; caption: string }) {
  return (
    <table className="w-full border-collapse text-[12.5px]">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {rows.map(([name, answer], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list
          <tr key={index}>
            <th scope="row" className="border-b border-line py-1 pr-2 text-left align-top font-normal wrap-anywhere">
              {name}
            </th>
            <td className="border-b border-line py-1 pl-2 text-right align-top whitespace-nowrap tabular-nums">
              {answer}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[11.5px] wrap-anywhere">{children}</code>;
}

export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="grid gap-1">
      {lines.map((line) => (
        <li key={line} className="wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** What a list leaves to the file. */
export function More({ count, what }: { count: number; what: string }) {
  if (count <= 0) return null;
  return (
    <p className="mt-1.5 text-[11.5px] text-ink-3">{`${count.toLocaleString("en-US")} more ${what} stand in the JSON file.`}</p>
  );
}
