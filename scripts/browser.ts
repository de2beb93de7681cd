import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * The path of a Chromium: $CHROMIUM, Playwright's own, or the system's; as root on Debian it is installed if there is
 * none. Throws, with what to do, when that is not possible either.
 */
export function findBrowser(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!fs.existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist`);
    return named;
  }
  const found = installedBrowser();
  if (found) return found;
  if (canInstall()) install();
  const installed = installedBrowser();
  if (installed) return installed;
  throw new Error(
    "The browser tests need a Chromium and found none. Install one (Debian: apt install chromium; macOS: brew install --cask chromium), run npx playwright install chromium, or name yours: CHROMIUM=/path/to/chrome npm test",
  );
}

function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...PLACES].find((file) => file !== "" && fs.existsSync(file));
}

function canInstall(): boolean {
  return os.platform() === "linux" && process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");
}

function install(): void {
  process.stdout.write("No Chromium found: installing Debian's (apt-get install chromium) …\n");
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
}
