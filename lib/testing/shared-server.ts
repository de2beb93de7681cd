import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serversHome, type Version } from "./binaries.ts";
import { isAlive } from "./server.ts";

/** What the keeper writes down once its server answers. */
export type SharedServer = {
  version: Version;
  host: string;
  port: number;
  keeper: number;
  log: string;
  superuser: { user: string; password: string };
};

const running = new Map<Version, Promise<SharedServer>>();

/**
 * The one server of this major that all test files of a run share, started by the first that asks. Its keeper (a
 * process of its own) ends it when nobody holds a lease any more, also after a kill -9.
 */
export function sharedServer(version: Version): Promise<SharedServer> {
  let server = running.get(version);
  if (!server) {
    server = join(version);
    running.set(version, server);
  }
  return server;
}

/** Asks the keepers to end their servers now, where no other live process holds a lease. */
export async function stopSharedServers(versions: readonly Version[]): Promise<void> {
  for (const version of versions) {
    fs.rmSync(leaseFile(version, process.pid), { force: true });
    const server = readState(version);
    if (!server || !isAlive(server.keeper)) continue;
    process.kill(server.keeper, "SIGTERM");
    for (let i = 0; i < 100 && isAlive(server.keeper) && leases(version).length === 0; i++) await delay(50);
  }
}

/** The folder of one shared server. */
export function sharedHome(version: Version): string {
  return path.join(serversHome(), `shared-${version}`);
}

/** Where the keeper writes down a running server. */
export function stateFile(version: Version): string {
  return path.join(serversHome(), `shared-${version}.json`);
}

/** The live processes that hold a lease; files of dead ones are swept away. */
export function leases(version: Version): number[] {
  const start = `lease-${version}-`;
  const pids = fs
    .readdirSync(serversHome())
    .flatMap((name) => (name.startsWith(start) ? [Number(name.slice(start.length))] : []));
  return pids.filter((pid) => {
    if (isAlive(pid)) return true;
    fs.rmSync(leaseFile(version, pid), { force: true });
    return false;
  });
}

/** Runs `work` while no other process holds the lock of this version. A lock whose holder died is taken over. */
export async function locked<T>(version: Version, work: () => Promise<T>): Promise<T> {
  const lock = path.join(serversHome(), `lock-${version}`);
  fs.mkdirSync(serversHome(), { recursive: true, mode: 0o755 });
  while (!take(lock)) await delay(25);
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

async function join(version: Version): Promise<SharedServer> {
  return locked(version, async () => {
    fs.writeFileSync(leaseFile(version, process.pid), "");
    process.once("exit", () => fs.rmSync(leaseFile(version, process.pid), { force: true }));
    const server = readState(version);
    if (server && isAlive(server.keeper)) return server;
    fs.rmSync(stateFile(version), { force: true });
    return startKeeper(version);
  });
}

async function startKeeper(version: Version): Promise<SharedServer> {
  const keeper = path.join(import.meta.dirname, "keeper.ts");
  const complaints = path.join(serversHome(), `keeper-${version}.log`);
  const out = fs.openSync(complaints, "w");
  const child = spawn(process.execPath, [keeper, String(version)], { detached: true, stdio: ["ignore", out, out] });
  fs.closeSync(out);
  child.unref();
  for (;;) {
    const server = readState(version);
    if (server) return server;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL ${version} could not be started:\n${fs.readFileSync(complaints, "utf8")}`);
    }
    await delay(25);
  }
}

function take(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = Number(readText(lock));
    if (holder > 0 && !isAlive(holder)) fs.rmSync(lock, { force: true });
    return false;
  }
}

function readState(version: Version): SharedServer | null {
  const text = readText(stateFile(version));
  return text === "" ? null : (JSON.parse(text) as SharedServer);
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function leaseFile(version: Version, pid: number): string {
  return path.join(serversHome(), `lease-${version}-${pid}`);
}
