import { createHash } from "node:crypto";
import { keyIdFrom } from "./key-id.ts";
import {
  REPORT_FORMAT,
  REPORT_VERSION,
  type Report,
  type ReportFile,
  type ReportSignature,
  reportFileSchema,
} from "./schema.ts";
import { fileOf, isSignedBy } from "./sign.ts";

/** What came of checking a file. Only `signed` is a yes, and only as far as the key is one's own to trust. */
export type Checked =
  | { state: "signed"; report: Report; signature: ReportSignature; sha256: string }
  /** The signature holds, but another key made it than the one that was asked for. */
  | { state: "other-key"; report: Report; signature: ReportSignature; sha256: string }
  | { state: "unsigned"; report: Report; sha256: string }
  /** A report, but not as it was signed. */
  | { state: "changed" }
  | { state: "newer-format" }
  | { state: "not-a-report" };

/**
 * Checks a report's file, offline: it carries its key. Every byte counts, white space included: what is not the one text
 * of its own content was changed. `pinned`: the key that must have signed it, as a fingerprint; spaces, colons and case
 * do not matter.
 */
export function checkReport(bytes: Uint8Array, pinned: string | null = null): Checked {
  const text = textOf(bytes);
  const read = text === null ? null : parsed(text);
  if (read === null || text === null) return { state: "not-a-report" };
  if (read === "newer") return { state: "newer-format" };
  if (read === "changed" || fileOf(read.report, read.signature) !== text) return { state: "changed" };
  const { report, signature } = read;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (signature === null) return { state: "unsigned", report, sha256 };
  if (!isSignedBy(read)) return { state: "changed" };
  const known = pinned === null || keyIdFrom(pinned) === signature.keyId;
  return { state: known ? "signed" : "other-key", report, signature, sha256 };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): ReportFile | "newer" | "changed" | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== REPORT_FORMAT)
    return null;
  const version = "formatVersion" in value ? value.formatVersion : null;
  if (Number.isInteger(version) && Number(version) > REPORT_VERSION) return "newer";
  const read = reportFileSchema.safeParse(value);
  return read.success ? read.data : "changed";
}
