import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { STANDALONE } from "./build.ts";

export type RunningApp = {
  url: string;
  pid: number;
  /** What the app has printed so far. */
  output(): string;
  exited: Promise<number>;
  /** kill -9. */
  kill(): void;
  /** Ends the app, by force after five seconds, and waits until it is gone. */
  stop(): Promise<void>;
};

export type AppOptions = {
  port: number;
  env?: Record<string, string>;
  /** Passes the app's output on to ours. */
  show?: boolean;
  /** Where the standalone app lies. Default: the checkout's own build. */
  folder?: string;
  /** Default: the very command of the image. */
  command?: readonly string[];
  /** Whom it runs as. Default: ourselves. */
  account?: { uid: number; gid: number } | null;
  /** The whole environment, with nothing of ours. */
  only?: NodeJS.ProcessEnv;
};

/** Starts the built app, on loopback unless told otherwise, and waits until it answers /healthz. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { port, env = {}, show = false } = options;
  const [program, ...args] = options.command ?? [process.execPath, "server.js"];
  const ours: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
    ...env,
  };
  const child = spawn(program ?? "", args, {
    cwd: options.folder ?? STANDALONE,
    stdio: ["ignore", "pipe", "pipe"],
    env: options.only ?? ours,
    // Ctrl-C is ours to pass on: the app gets one signal, not a terminal's and ours.
    detached: process.platform !== "win32",
    ...(options.account ?? {}),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      output += text;
      if (show) process.stdout.write(text);
    });
  }
  const exited = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const url = `http://localhost:${port}`;
  const app = {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    kill: () => void child.kill("SIGKILL"),
    stop: () => stop(child, exited),
  };
  // Only a kill -9 of ours leaves it behind; every other end of ours takes it along.
  const takeAlong = () => void child.kill("SIGKILL");
  process.once("exit", takeAlong);
  child.once("exit", () => process.off("exit", takeAlong));
  // Its last words may come after its end.
  const silent = new Promise((resolve) => child.once("close", resolve));
  const failed = await untilHealthy(child, port);
  if (failed === null) return app;
  child.kill("SIGKILL");
  await silent;
  throw new Error(`the app ${failed}:\n${output}`);
}

/** Null once it answers, or what it did instead. */
async function untilHealthy(child: ChildProcess, port: number): Promise<string | null> {
  for (const deadline = Date.now() + 60_000; ; await delay(40)) {
    if (child.exitCode !== null || child.signalCode !== null) return "ended before it answered";
    if (Date.now() > deadline) return "did not answer within a minute";
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal }).catch(() => null);
    if (answer?.ok) return null;
  }
}

async function stop(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5000);
  await exited;
  clearTimeout(force);
}
