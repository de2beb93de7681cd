import { counted, digits } from "../../lib/report/english.ts";
import type { Report } from "../../lib/report/schema.ts";
import { type ChangeRow, changeRows, totalOf } from "../../lib/report/tallies.ts";
import { CHANGE_NAMES } from "../../lib/report/words.ts";
import { Code, Part } from "./sheet-parts";

const NUMBER = "border-b border-line py-1 pr-2 text-right tabular-nums";

/** Every change that was tried, and what the database answered. */
export function ChangesTable({ report }: { report: Report }) {
  const rows = changeRows(report);
  const { tried, refused } = totalOf(rows);
  return (
    <Part title="Every change we tried">
      <table className="w-full border-collapse text-[12.5px]">
        <thead>
          <tr className="text-ink-3">
            <th className="border-b border-line-2 py-[3px] text-left font-medium">Action</th>
            <th className="border-b border-line-2 py-[3px] pr-2 text-right font-medium">Tried</th>
            <th className="border-b border-line-2 py-[3px] pr-2 text-right font-medium">Refused</th>
            <th className="border-b border-line-2 py-[3px] pl-3.5 text-left font-medium">Answer</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.change}>
              <th scope="row" className="border-b border-line py-1 text-left font-normal">
                {CHANGE_NAMES[row.change]}
              </th>
              <td className={NUMBER}>{digits(row.tried)}</td>
              <td className={NUMBER}>{digits(row.refused)}</td>
              <td className="border-b border-line py-1 pl-3.5">
                <Answer row={row} />
              </td>
            </tr>
          ))}
          <tr className="font-semibold">
            <th scope="row" className="border-b border-line py-1 text-left font-semibold">
              In all
            </th>
            <td className={NUMBER}>{digits(tried)}</td>
            <td className={NUMBER}>{digits(refused)}</td>
            <td className="border-b border-line" />
          </tr>
        </tbody>
      </table>
    </Part>
  );
}

function Answer({ row }: { row: ChangeRow }) {
  const { held, tried, allowed, unclear, sqlstates } = row;
  if (held + allowed > 0) {
    return <strong className="font-semibold text-stop">{counted(held + allowed, "table")} may be changed</strong>;
  }
  if (tried === 0) return <span className="text-ink-3">no right, not tried</span>;
  return (
    <>
      <Code>{sqlstates.join(" ")}</Code>
      {unclear > 0 && <span className="text-ask">{` ${digits(unclear)} unclear`}</span>}
    </>
  );
}
