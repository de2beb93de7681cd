import { digits, plain } from "../../lib/report/english.ts";
import { guardWords } from "../../lib/report/guards.ts";
import { notices, openItems } from "../../lib/report/open-items.ts";
import type { Report } from "../../lib/report/schema.ts";
import { Code, Lines, More, Part } from "./sheet-parts";

const OPEN = 30;
const COLUMNS = 40;
const TRIES = 60;

/** For the engineer: what is open with its line, the columns that are left out, the limits, the tries themselves. */
export function Annex({ report, className }: { report: Report; className: string }) {
  const guards = guardWords(report);
  const beside = notices(report);
  const decisions = report.decisions.filter((one) => one.accepted).map((one) => plain(one.sentence));
  return (
    <article aria-label="For the engineer" className={className}>
      <p className="border-b-2 border-ink pb-2.5 text-[12.5px] font-semibold">For the engineer</p>
      <div className="mt-5">
        <OpenDetails report={report} />
        <Withheld report={report} />
        {guards.length > 0 && (
          <Part title="The limits of the login">
            <Lines lines={guards} />
          </Part>
        )}
        {decisions.length > 0 && (
          <Part title="What stood before, and was changed with a yes">
            <Lines lines={decisions} />
          </Part>
        )}
        {beside.length > 0 && (
          <Part title="What has to be known beside">
            <Lines lines={beside} />
          </Part>
        )}
        <Tries probes={report.probes} />
      </div>
    </article>
  );
}

function OpenDetails({ report }: { report: Report }) {
  const items = openItems(report);
  if (items.length === 0) return null;
  return (
    <Part title="What is still open, and the line that closes it">
      <ul>
        {items.slice(0, OPEN).map(({ code, says, whose, detail, remedy }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list, and two may say the same
          <li key={`${index} ${code}`} className="border-b border-line py-2 wrap-anywhere">
            <p>
              {says} <span className="text-ink-2">{whose}</span>
            </p>
            <p className="mt-0.5 text-[11.5px] text-ink-3">
              <Code>{code}</Code> {plain(detail)}
            </p>
            {remedy !== null && (
              <pre className="mt-1.5 rounded-ctl bg-sunk px-2.5 py-1.5 font-mono text-[11px] leading-[1.55] wrap-anywhere whitespace-pre-wrap">
                {remedy.split("\n").map(plain).join("\n")}
              </pre>
            )}
          </li>
        ))}
      </ul>
      <More count={items.length - OPEN} what="of them" />
    </Part>
  );
}

function Withheld({ report }: { report: Report }) {
  const rows = report.schemas.flatMap(({ name: schema, tables }) =>
    tables
      .filter((table) => table.withheld.length > 0)
      .map(({ name, withheld }) => ({ table: `${schema}.${name}`, columns: withheld.join(", ") })),
  );
  if (rows.length === 0) return null;
  return (
    <Part title="Columns left out">
      <ul className="grid gap-1">
        {rows.slice(0, COLUMNS).map(({ table, columns }) => (
          <li key={table} className="wrap-anywhere">
            <Code>{plain(table)}</Code>: {plain(columns)}
          </li>
        ))}
      </ul>
      <More count={rows.length - COLUMNS} what="tables" />
    </Part>
  );
}

function Tries({ probes }: Pick<Report, "probes">) {
  const shown = probes.slice(0, TRIES);
  return (
    <Part title={`What was asked, and the answer: ${digits(probes.length)} tries, each undone`}>
      <table className="w-full table-fixed border-collapse text-left text-[11px]">
        <thead>
          <tr className="text-ink-3">
            <th className="border-b border-line-2 py-[3px] font-medium">Statement</th>
            <th className="w-[132px] border-b border-line-2 py-[3px] text-right font-medium">Answer</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ sql, result, sqlstate }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished list
            <tr key={index}>
              <td className="border-b border-line py-[3px] pr-3 font-mono text-[10.5px] leading-[1.5] wrap-anywhere">
                {plain(sql)}
              </td>
              <td className="border-b border-line py-[3px] text-right align-top font-mono text-[10.5px]">
                {result === "allowed" ? "allowed" : `${result === "denied" ? "denied" : "unsure"} ${sqlstate}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More count={probes.length - TRIES} what="tries" />
    </Part>
  );
}
