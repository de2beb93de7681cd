import fs from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../lib/errors.ts";
import type { Report } from "../lib/report/schema.ts";
import type { ReportKey } from "../lib/report/sign.ts";
import { say } from "./print.ts";

export type ReportFlags = { report?: string; signKey?: string };

/** Where the report will go; it does nothing where none was asked for. */
export type ReportOutput = { write(make: () => Promise<Report>): Promise<void> };

/**
 * Opens the report's file and reads the key before anything is done: what cannot be written is refused then, not when the
 * login is made. Throws AppError `usage.report-file`, `usage.sign-key`, `internal.report-key`.
 */
export async function openReport({ report: path, signKey }: ReportFlags): Promise<ReportOutput> {
  if (path === undefined) {
    if (signKey !== undefined) throw alone();
    return { write: async () => {} };
  }
  const key = signKey === undefined ? null : await keyAt(signKey);
  await writable(path);
  return { write: (make) => write(path, make, key) };
}

/** What makes and signs reports is loaded only where one was asked for, here and in `write`. */
async function keyAt(path: string): Promise<ReportKey> {
  const { reportKeyAt } = await import("../lib/report/key-file.ts");
  return reportKeyAt(path);
}

/** Nothing is made yet: a run that fails leaves no empty file, and what stands there stays until there is a report. */
async function writable(path: string): Promise<void> {
  const there = await fs.stat(path).catch(() => null);
  const place = there?.isFile() ? path : dirname(path);
  await fs.access(place, fs.constants.W_OK).catch((cause: unknown) => {
    throw noFile("The report cannot be written there.", cause);
  });
  if (there?.isDirectory()) throw noFile("The report cannot be written there: it is a folder.", null);
}

async function write(path: string, make: () => Promise<Report>, key: ReportKey | null): Promise<void> {
  try {
    const report = await make();
    const { signedReport, unsignedReport } = await import("../lib/report/sign.ts");
    await fs.writeFile(path, key === null ? unsignedReport(report) : signedReport(report, key, null));
    say(
      key === null
        ? "The report is written. It is not signed: --sign-key FILE signs it."
        : "The report is written and signed.",
    );
  } catch {
    // The login is made and proven: that stands, and is told as what it is.
    say("The report could not be written. What was done stands.");
  }
}

/** Reads a report's file. Throws AppError `usage.report-file` where there is none. */
export async function readReportFile(path: string): Promise<Uint8Array> {
  return fs.readFile(path).catch((cause: unknown) => {
    throw noFile("This file cannot be read.", cause);
  });
}

function noFile(message: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "no code";
  return new AppError("usage.report-file", message, { hint: `Look at the path (${code}).`, cause });
}

function alone(): AppError {
  return new AppError("usage.sign-key", "A key signs a report, and none was asked for.", {
    hint: "Add --report FILE, or leave --sign-key out.",
  });
}
