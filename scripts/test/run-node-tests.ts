import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { REPOSITORY } from "../install.ts";
import type { Tally } from "./tally.ts";

const FOLDERS = ["app", "components", "lib", "cli", "scripts"];

/** Runs the files by node:test, side by side, and counts. No files, or no tests in them, is a failure. */
export function runNodeTests(files: string[]): Tally {
  if (files.length === 0) throw new Error("there are no such test files");
  const tally = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tally-")), "tally.json");
  const { status } = spawnSync(
    process.execPath,
    [
      ...["--test", `--test-concurrency=${os.availableParallelism()}`, "--test-timeout=180000"],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${path.join(import.meta.dirname, "tally.ts")}`, "--test-reporter-destination=stderr"],
      ...files,
    ],
    { cwd: REPOSITORY, stdio: "inherit", env: { ...process.env, TALLY_FILE: tally } },
  );
  const counts = fs.existsSync(tally) ? (JSON.parse(fs.readFileSync(tally, "utf8")) as Tally) : null;
  fs.rmSync(path.dirname(tally), { recursive: true });
  if (!counts || counts.passed + counts.failed === 0) throw new Error("no test ran");
  return status === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

/** The test files below our source folders: those on real servers (*.pg.test.ts), or the others. */
export function testFiles(kind: "unit" | "pg", filters: readonly string[]): string[] {
  const all = FOLDERS.flatMap((folder) => fs.globSync(`${folder}/**/*.test.{ts,tsx}`, { cwd: REPOSITORY })).sort();
  const real = (file: string) => /\.pg\.test\.tsx?$/.test(file);
  return all.filter((file) => real(file) === (kind === "pg") && matches(file, filters));
}

function matches(file: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => file.includes(filter));
}
