// npm test: everything, in order. `test STEP… [PATH…]` runs only these steps, and of the tests only these paths.
import { installIfMissing } from "../install.ts";
import type { Step } from "../test/steps.ts";
import type { Tally } from "../test/tally.ts";

type Outcome = Tally & { title: string; seconds: number };

installIfMissing();
// Only now: the steps import packages.
const { STEPS } = await import("../test/steps.ts");

const args = process.argv.slice(2);
const named = STEPS.filter(({ name }) => args.includes(name));
const filters = args.filter((arg) => !STEPS.some(({ name }) => name === arg));
const outcomes: Outcome[] = [];
for (const step of named.length > 0 ? named : STEPS) outcomes.push(await runStep(step));
process.exitCode = summarise(outcomes);

async function runStep(step: Step): Promise<Outcome> {
  const start = performance.now();
  process.stdout.write(`\n── ${step.title}\n`);
  let tally: Tally = { passed: 0, failed: 1, skipped: 0 };
  try {
    tally = await step.run(filters);
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
  }
  return { ...tally, title: step.title, seconds: (performance.now() - start) / 1000 };
}

/** The exit code: 0 only if nothing failed. */
function summarise(all: readonly Outcome[]): number {
  process.stdout.write("\n");
  for (const { title, passed, failed, skipped, seconds } of all) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    process.stdout.write(`${failed > 0 ? "✖" : "✔"} ${title.padEnd(30)} ${counts} (${seconds.toFixed(1)} s)\n`);
  }
  const passed = all.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = all.reduce((sum, outcome) => sum + outcome.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
