import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stopSharedServers } from "../../lib/testing/shared-server.ts";
import { findBrowser } from "../browser.ts";
import { buildIfChanged } from "../build.ts";
import { REPOSITORY } from "../install.ts";
import { runNodeTests, testFiles } from "./run-node-tests.ts";
import type { Tally } from "./tally.ts";

export type Step = { name: string; title: string; run(filters: readonly string[]): Tally | Promise<Tally> };

/** All of `npm test`, in order; each can also be run alone by its name. */
export const STEPS: readonly Step[] = [
  { name: "types", title: "types", run: () => all([bin("next"), "typegen"], [bin("tsc"), "--noEmit"]) },
  { name: "lint", title: "format, lint and layers", run: () => all([bin("biome"), "ci", "--error-on-warnings", "."]) },
  { name: "unused", title: "nothing unused", run: () => all([bin("knip"), "--no-progress"]) },
  { name: "docs", title: "docs say what the code says", run: () => all(["scripts/tasks/docs.ts", "--check"]) },
  { name: "unit", title: "unit", run: (filters) => runNodeTests(testFiles("unit", filters)) },
  { name: "pg", title: "real servers", run: onRealServers },
  { name: "build", title: "build", run: built },
  { name: "e2e", title: "browser", run: inBrowser },
];

async function onRealServers(filters: readonly string[]): Promise<Tally> {
  try {
    return runNodeTests(testFiles("pg", filters));
  } finally {
    await stopSharedServers([13, 14, 15, 16, 17, 18]);
  }
}

function built(): Tally {
  buildIfChanged();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function inBrowser(filters: readonly string[]): Promise<Tally> {
  buildIfChanged();
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "e2e-")), "report.json");
  const status = execute([bin("playwright"), "test", "--config=e2e/playwright.config.ts", ...filters], {
    CHROMIUM: findBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  await stopSharedServers([13, 14, 15, 16, 17, 18]);
  const stats = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, "utf8")).stats : null;
  fs.rmSync(path.dirname(report), { recursive: true });
  if (!stats || stats.expected + stats.unexpected === 0) throw new Error("no browser test ran");
  // A test that passes only the second time is not a pass.
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: status === 0 ? failed : Math.max(1, failed), skipped: stats.skipped };
}

/** Runs each by Node until one fails; together they count as one. */
function all(...commands: string[][]): Tally {
  const good = commands.every((command) => execute(command) === 0);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

function execute(command: readonly string[], env: Record<string, string> = {}): number {
  const options = { cwd: REPOSITORY, stdio: "inherit", env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, command, options).status ?? 1;
}

/** The file behind a package's command: npm's own links are shell scripts on Windows. */
function bin(command: string): string {
  const name = { tsc: "typescript", biome: "@biomejs/biome" }[command] ?? command;
  const folder = path.join(REPOSITORY, "node_modules", name);
  const declared = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).bin as
    | string
    | Record<string, string>;
  const file = typeof declared === "string" ? declared : declared[command];
  if (!file) throw new Error(`${name} has no command ${command}`);
  return path.join(folder, file);
}
