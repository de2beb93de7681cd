import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors.ts";
import { asAppError, postJson } from "../wizard/stream";
import type { ReportCheck } from "./check.types";

export type CheckState =
  | { status: "empty" }
  | { status: "checking" }
  | { status: "checked"; result: ReportCheck; text: string }
  | { status: "failed"; error: AppErrorJson };

/** Has a file or a text checked. The newest answer counts. */
export function useReportCheck() {
  const [state, setState] = useState<CheckState>({ status: "empty" });
  async function check(text: string) {
    setState({ status: "checking" });
    try {
      const result = await postJson<ReportCheck>("/report/check/file", { text });
      setState({ status: "checked", result, text });
    } catch (thrown) {
      setState({ status: "failed", error: asAppError(thrown) });
    }
  }
  async function checkFile(file: File) {
    const text = await textOf(file);
    if (text !== null) return check(text);
    const result = { state: "not-a-report", keyId: null, origin: null, own: false } as const;
    setState({ status: "checked", result, text: "" });
  }
  return { state, check, checkFile };
}

/** Every byte counts: what is no UTF-8, or begins with a byte order mark, is not quietly made good. */
async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
