import { counted, fingerprintText, plain, utc } from "../../lib/report/english.ts";
import { anyLoginMay, type OpenItem, openItems } from "../../lib/report/open-items.ts";
import type { Report, ReportFile } from "../../lib/report/schema.ts";
import { headline, lead, WAY_NAMES, waysTitle, whoAndWhere } from "../../lib/report/words.ts";
import { Annex } from "./annex";
import { ChangesTable } from "./changes-table";
import { GridPicture } from "./grid-picture";
import { ReadableTable } from "./readable-table";
import { Code, Lines, Part, Rows } from "./sheet-parts";
import "./report.css";

const SHEET =
  "report-sheet flex min-h-[1123px] w-[794px] max-w-full flex-col px-[18px] py-6 text-[13px] leading-normal text-ink shadow-pop tablet:px-16 tablet:pt-12 tablet:pb-9";

/** The report as a page for people, and behind it the page for engineers. `sha256`: of the file, where it is known. */
export function ReportSheet({ file, sha256 }: { file: ReportFile; sha256: string | null }) {
  const { report, signature } = file;
  return (
    <>
      <article className={SHEET}>
        <Top report={report} />
        <h1 className="mt-[26px] mb-2.5 text-[24px] leading-[1.2] font-semibold tracking-[-0.02em] text-balance tablet:text-[29px] print:text-[29px]">
          {headline(report)}
        </h1>
        <p className="max-w-[64ch] text-[14px] text-pretty">{lead(report)}</p>
        <div className="mt-5 grid gap-[22px] tablet:grid-cols-2 tablet:gap-9 print:grid-cols-2 print:gap-9">
          <div className="min-w-0">
            <ChangesTable report={report} />
            <ReadableTable report={report} />
            <StillOpen items={openItems(report)} />
            <Part title="What Postgres lets any login do">
              <Lines lines={anyLoginMay(report)} />
            </Part>
          </div>
          <div className="min-w-0">
            <GridPicture report={report} />
            <Ways report={report} />
          </div>
        </div>
        <div className="mt-5 mb-[18px] border-t border-line-2 pt-3">
          <Part title="Who and where">
            <Lines lines={whoAndWhere(report)} />
          </Part>
        </div>
        <Signature signature={signature} sha256={sha256} />
      </article>
      <Annex className={SHEET} report={report} />
    </>
  );
}

function Top({ report }: { report: Report }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-6 border-b-2 border-ink pb-2.5 text-[12.5px] text-ink-2">
      <span className="font-semibold text-ink">Read-only access report</span>
      <span className="wrap-anywhere">{plain(report.server.database)}</span>
      <time dateTime={report.madeAt} className="tabular-nums">
        {utc(report.madeAt)}
      </time>
    </p>
  );
}

const SHOWN = 5;

function StillOpen({ items }: { items: readonly OpenItem[] }) {
  return (
    <Part title="What is still open">
      {items.length === 0 && <p>Nothing was found open.</p>}
      <ul className="grid gap-1.5">
        {items.slice(0, SHOWN).map(({ code, says, whose }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list, and two may say the same
          <li key={`${index} ${code}`} className="wrap-anywhere">
            {says} <span className="text-ink-3">{whose}</span>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && (
        <p className="mt-1.5 text-ink-3">{`And ${counted(items.length - SHOWN, "thing")} more: the next page lists them.`}</p>
      )}
    </Part>
  );
}

function Ways({ report }: { report: Report }) {
  const rows = report.ways.map(
    ({ id, state, answer }) =>
      [
        WAY_NAMES[id],
        <span key={id} className={state === "open" ? "font-semibold text-stop" : state === "unsure" ? "text-ask" : ""}>
          <Code>{state === "anyone" ? "any login may" : plain(answer)}</Code>
          <span className="sr-only">, {state}</span>
        </span>,
      ] as const,
  );
  return (
    <Part title={waysTitle(report)}>
      <Rows caption="Ways around the tables, and whether they are shut" rows={rows} />
    </Part>
  );
}

function Signature({ signature, sha256 }: { signature: ReportFile["signature"]; sha256: string | null }) {
  return (
    <div className="mt-auto border-t border-line-2 pt-2.5 font-mono text-[11px] leading-[1.55] wrap-anywhere text-ink-3">
      {signature === null ? (
        <p>Not signed.</p>
      ) : (
        <p>
          {`Signed${signature.origin === null ? "" : ` by ${signature.origin}`}, key ${fingerprintText(signature.keyId)}. Check the JSON file at ${signature.origin ?? ""}/report/check.`}
        </p>
      )}
      {sha256 !== null && <p>{`sha256 ${sha256.match(/.{16}/g)?.join(" ")}`}</p>}
    </div>
  );
}
