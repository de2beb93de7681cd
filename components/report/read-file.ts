import type { ReportFile } from "../../lib/report/schema.ts";

/** A report's file as this app wrote or checked it. Null for a text that is none: nothing is checked here. */
export function readFile(text: string): ReportFile | null {
  try {
    const file = JSON.parse(text) as ReportFile;
    return file.formatVersion === 1 && file.report.schemas && file.report.probes ? file : null;
  } catch {
    return null;
  }
}

/** sha256 of a text's bytes as hex; null where the browser does not offer it (plain http). */
export async function sha256Of(text: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
