import { seeText, wantedText } from "./compose-model";
import type { HandOffRecord } from "./view.types";

/** What the founder asked for, as a quotation. */
export function AskedFor({
  record,
  large,
}: {
  record: Pick<HandOffRecord, "wanted" | "schemas" | "note">;
  large?: boolean;
}) {
  const size = large ? "text-lead text-ink" : "text-small text-ink-2";
  return (
    <blockquote className={`border-l-2 border-line-2 py-0.5 pl-3.5 wrap-anywhere whitespace-pre-line ${size}`}>
      {large ? `“${seeText(record)}”` : wantedText(record)}
      {record.note !== "" && <p className="mt-2 text-small text-ink-2">{record.note}</p>}
    </blockquote>
  );
}
