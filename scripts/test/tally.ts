import fs from "node:fs";

export type Tally = { passed: number; failed: number; skipped: number };

type Event = { type: string; data: { file?: string; counts?: Record<string, number> } };

/** A reporter of node:test that prints nothing and writes the run's counts to the file named by TALLY_FILE. */
export default async function* tally(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    // There is one summary for each file, and one without a file for the whole run.
    if (type !== "test:summary" || data.file !== undefined) continue;
    const { passed = 0, failed = 0, cancelled = 0, skipped = 0, todo = 0 } = data.counts ?? {};
    const counts: Tally = { passed, failed: failed + cancelled, skipped: skipped + todo };
    fs.writeFileSync(process.env.TALLY_FILE as string, JSON.stringify(counts));
  }
  yield "";
}
