import { checkReport } from "./check.ts";
import type { Report } from "./schema.ts";

/** What a browser tells of a run, as far as a report says it, too. */
export type ToldOfRun = Pick<Report, "verdict" | "reach" | "coverage"> & {
  server: Pick<Report["server"], "host" | "port" | "database"> & { role: string };
  checkedAt: string;
};

/** Whether this key signed the report, and the report says what was told: then it was not made up on the way. */
export function isVouchedFor(told: ToldOfRun, file: string, keyId: string): boolean {
  const checked = checkReport(Buffer.from(file, "utf8"), keyId);
  if (checked.state !== "signed") return false;
  const { report } = checked;
  const { server, coverage } = told;
  return (
    told.verdict === report.verdict &&
    told.reach === report.reach &&
    told.checkedAt === report.checked.at &&
    server.role === report.role &&
    server.host === report.server.host &&
    server.port === report.server.port &&
    server.database === report.server.database &&
    coverage.relations === report.coverage.relations &&
    coverage.readable === report.coverage.readable
  );
}
