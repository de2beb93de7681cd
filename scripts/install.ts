import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export const REPOSITORY = path.resolve(import.meta.dirname, "..");

type Lock = { packages: Record<string, { version?: string; optional?: boolean; link?: boolean }> };

/** Runs `npm ci` unless node_modules already holds what the lockfile wants. Throws when npm fails. */
export function installIfMissing(): void {
  if (isInstalled()) return;
  process.stdout.write("Installing what is missing (npm ci) …\n");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: REPOSITORY,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed: see above");
}

/** npm writes its hidden lockfile last, so an install that was cut short does not count. */
function isInstalled(): boolean {
  const hidden = path.join(REPOSITORY, "node_modules", ".package-lock.json");
  if (!fs.existsSync(hidden)) return false;
  const wanted = readLock(path.join(REPOSITORY, "package-lock.json")).packages;
  const present = readLock(hidden).packages;
  return Object.entries(wanted).every(
    // Optional packages of other systems are never there.
    ([at, entry]) => at === "" || (entry.optional && !present[at]) || present[at]?.version === entry.version,
  );
}

function readLock(file: string): Lock {
  return JSON.parse(fs.readFileSync(file, "utf8")) as Lock;
}
