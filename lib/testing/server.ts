import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { binariesOf, serverAccount, type Version } from "./binaries.ts";

export const HOST = "127.0.0.1";

export type ServerOptions = {
  version: Version;
  /** Holds `data`, `log` and the password file; made if missing. */
  home: string;
  superuser: { user: string; password: string };
  /** Lines of postgresql.conf; a relative file name is looked up in the data folder. */
  conf?: Readonly<Record<string, string | number | boolean>>;
  /** Files to put into the data folder, readable by the server alone, such as certificates. */
  files?: Readonly<Record<string, string>>;
  /** Replaces pg_hba.conf. Default: scram-sha-256 from loopback. */
  hba?: string;
};

export type StopMode = "fast" | "immediate";

export type Server = {
  version: Version;
  host: string;
  port: number;
  pid: number;
  log: string;
  /** Resolves when the process is gone, however that came about. */
  exited: Promise<void>;
  /** "fast" ends sessions and writes a checkpoint, "immediate" is a crash. Waits until the process is gone. */
  stop(mode?: StopMode): Promise<void>;
};

/** Never for data that matters: a crash of the machine may lose it all, which is what makes it quick. */
const QUICK = { fsync: false, synchronous_commit: false, full_page_writes: false, shared_buffers: "32MB" };

/** For tests: what a server does of its own accord (estimates, locks, transaction ids) must not decide what they see. */
export const STILL = { autovacuum: false };

/** How often a port is tried that was free a moment ago: between that and the server's start anybody may take it. */
const PORT_TRIES = 20;

/** The developer's own locale and time zone must not decide what a test sees. */
const ENVIRONMENT = { ...process.env, LC_ALL: "C", TZ: "UTC" };

/** Makes an empty cluster in `home`, replacing (and first ending) what an earlier run left there. */
export async function initialise(options: ServerOptions): Promise<void> {
  const { home, superuser } = options;
  const account = serverAccount();
  await endOrphan(home);
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  const passwordFile = path.join(home, "password");
  fs.writeFileSync(passwordFile, `${superuser.password}\n`, { mode: 0o600 });
  if (account) for (const file of [home, passwordFile]) fs.chownSync(file, account.uid, account.gid);
  const made = spawnSync(
    path.join(binariesOf(options.version, account), "initdb"),
    ["-D", data(home), "-U", superuser.user, `--pwfile=${passwordFile}`, "-A", "scram-sha-256"].concat([
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ]),
    { encoding: "utf8", cwd: home, env: ENVIRONMENT, ...(account ?? {}) },
  );
  fs.rmSync(passwordFile);
  if (made.status !== 0) throw new Error(`initdb ${options.version} failed: ${made.stderr || made.error?.message}`);
  for (const [name, text] of Object.entries(options.files ?? {})) giveFile(path.join(data(home), name), text);
  if (options.hba !== undefined) giveFile(path.join(data(home), "pg_hba.conf"), options.hba);
}

/** Starts the cluster in `home` on `port` (default: a free one) and waits until it answers. Dies with its parent only if asked to. */
export async function start(options: ServerOptions, port?: number): Promise<Server> {
  await endOrphan(options.home);
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(options, port ?? (await freePort()));
    } catch (error) {
      if (tries === PORT_TRIES || !/Address already in use/.test((error as Error).message)) throw error;
      if (port !== undefined) await delay(500);
    }
  }
}

async function startOn(options: ServerOptions, port: number): Promise<Server> {
  const { home, version } = options;
  const account = serverAccount();
  const settings = {
    listen_addresses: HOST,
    unix_socket_directories: "",
    ...QUICK,
    max_connections: 200,
    ...options.conf,
  };
  const args = Object.entries({ ...settings, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = path.join(home, "log");
  const out = fs.openSync(log, "a");
  const child = spawn(path.join(binariesOf(version, account), "postgres"), ["-D", data(home), ...args], {
    stdio: ["ignore", out, out],
    cwd: home,
    env: ENVIRONMENT,
    // Ctrl-C reaches the whole group of a terminal; the server is ended by us, in order.
    detached: true,
    ...(account ?? {}),
  });
  fs.closeSync(out);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  await untilReady(child, home, version);
  const stop = (mode: StopMode = "fast") => {
    child.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    return exited;
  };
  return { version, host: HOST, port, pid: child.pid as number, log, exited, stop };
}

/** Ends the server that an earlier, killed process left running in `home`. Does nothing if there is none. */
export async function endOrphan(home: string): Promise<void> {
  const file = path.join(data(home), "postmaster.pid");
  const pid = readPostmaster(home)?.pid;
  if (pid === undefined) return;
  if (isPostmasterOf(pid, home)) {
    process.kill(pid, "SIGQUIT");
    while (isAlive(pid)) await delay(20);
  }
  fs.rmSync(file, { force: true });
}

/** True while a process of this number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function untilReady(child: ChildProcess, home: string, version: Version): Promise<void> {
  const deadline = Date.now() + 60_000;
  // The last line of postmaster.pid turns to "ready" once connections are accepted (PostgreSQL's pidfile.h).
  while (readPostmaster(home)?.status !== "ready" || readPostmaster(home)?.pid !== child.pid) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      throw new Error(
        `PostgreSQL ${version} did not start:\n${fs.readFileSync(path.join(home, "log"), "utf8").slice(-2000)}`,
      );
    }
    await delay(10);
  }
}

function readPostmaster(home: string): { pid: number; status: string } | undefined {
  try {
    const lines = fs.readFileSync(path.join(data(home), "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), status: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}

/** A process number may have been given to somebody else since: on Linux we can look at what it runs. */
function isPostmasterOf(pid: number, home: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(data(home));
  } catch {
    return !fs.existsSync("/proc/self/cmdline");
  }
}

function giveFile(file: string, text: string): void {
  const account = serverAccount();
  fs.writeFileSync(file, text, { mode: 0o600 });
  if (account) fs.chownSync(file, account.uid, account.gid);
}

/** A port that is free on loopback now. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, HOST);
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function data(home: string): string {
  return path.join(home, "data");
}
