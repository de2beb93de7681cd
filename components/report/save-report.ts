import { markdownOf } from "../../lib/report/markdown.ts";
import type { ReportFile } from "../../lib/report/schema.ts";
import { saveFile } from "../ui/save-file";

/** Saves the file itself, byte for byte: another byte, and its signature no longer holds. */
export function saveReport(file: ReportFile, text: string): void {
  saveFile(fileName(file, "json"), text, "application/json");
}

export function saveMarkdown(file: ReportFile): void {
  saveFile(fileName(file, "md"), markdownOf(file), "text/markdown");
}

/** `lucien_readonly-report-2026-11-23.json`. */
function fileName({ report }: ReportFile, ending: string): string {
  return `${report.role}-report-${report.madeAt.slice(0, 10)}.${ending}`;
}
