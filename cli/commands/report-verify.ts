import { type Checked, checkReport } from "../../lib/report/check.ts";
import { fingerprintText, plain, utc } from "../../lib/report/english.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { printJson, printResult, say } from "../print.ts";
import { readReportFile } from "../report-files.ts";

export type VerifyReportFlags = { key: string | null; json: boolean };

/** Whether a report is as it was signed, offline. 0 only for a signature that holds, of the pinned key if one is. */
export async function reportVerifyCommand(path: string, { key, json }: VerifyReportFlags): Promise<ExitCode> {
  const checked = checkReport(await readReportFile(path), key);
  if (json) printJson(documentOf(checked));
  else printResult(linesOf(checked).join("\n"));
  if (checked.state === "signed" && key === null) {
    say("Anybody can sign with a key of their own: compare the fingerprint with the signer's, or pin it with --key.");
  }
  return checked.state === "signed" ? EXIT.done : EXIT.notReadOnly;
}

const SENTENCES: Record<Checked["state"], string> = {
  signed: "The signature holds: not a byte was changed.",
  "other-key": "The signature holds, but another key made it than the pinned one.",
  unsigned: "This report is not signed. Nothing shows that it is as it was made.",
  changed: "This is not the report that was signed: something in it was changed.",
  "newer-format": "A newer version of this tool made this report. Check it with that one.",
  "not-a-report": "This is not a report of this tool, or no longer one.",
};

function linesOf(checked: Checked): string[] {
  const first = `${checked.state}: ${SENTENCES[checked.state]}`;
  if (!("report" in checked)) return [first];
  const { report, sha256 } = checked;
  const { role, server, summary, verdict, madeAt } = report;
  const signer = "signature" in checked ? checked.signature : null;
  const by = signer?.origin ? `, which says it is ${plain(signer.origin)}` : "";
  return [
    first,
    ...(signer === null ? [] : [`Signed by key ${fingerprintText(signer.keyId)}${by}.`]),
    `${verdict}: ${plain(summary)}. (${plain(role)} at ${plain(server.host)}:${server.port}/${plain(server.database)}, ${utc(madeAt)})`,
    `sha256 ${sha256}`,
  ];
}

function documentOf(checked: Checked) {
  if (!("report" in checked)) return { formatVersion: 1, state: checked.state };
  const { state, report, sha256 } = checked;
  const { keyId = null, origin = null } = "signature" in checked ? checked.signature : {};
  const { verdict, summary, role, server, madeAt } = report;
  return { formatVersion: 1, state, keyId, origin, sha256, report: { verdict, summary, role, server, madeAt } };
}
