import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

/** Where the sample shop is, and its admin: no superuser, as on a managed host. */
export type SampleDatabase = { host: string; port: number; database: string; user: string; password: string };

let keeper: ChildProcess | undefined;
let sample: Promise<SampleDatabase> | undefined;

/**
 * Starts the sample shop, or says where it already is. It goes away with the process that called this, also after a
 * kill -9. Throws when it cannot be made; the next call then tries again.
 */
export function startSampleDatabase(): Promise<SampleDatabase> {
  sample ??= launch().catch((error: unknown) => {
    sample = undefined;
    throw error;
  });
  return sample;
}

/** Stops the sample shop, if it runs, and waits until its files are gone. */
export async function stopSampleDatabase(): Promise<void> {
  const ending = keeper;
  keeper = undefined;
  sample = undefined;
  if (!ending || ending.exitCode !== null) return;
  const gone = new Promise((resolve) => ending.once("exit", resolve));
  ending.stdin?.end();
  await gone;
}

function launch(): Promise<SampleDatabase> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "keeper.ts")], {
    stdio: ["pipe", "pipe", "pipe"],
    // Ctrl-C is for the app; the keeper follows when the app is gone.
    detached: true,
  });
  keeper = child;
  return new Promise((resolve, reject) => {
    let said = "";
    let complaint = "";
    child.stderr.on("data", (text: Buffer) => {
      complaint += text;
    });
    child.stdout.on("data", (text: Buffer) => {
      said += text;
      if (!said.includes("\n")) return;
      letGo(child);
      resolve(JSON.parse(said) as SampleDatabase);
    });
    child.once("exit", () => {
      sample = undefined;
      reject(new Error(`the sample database could not be started: ${complaint.slice(-1000)}`));
    });
  });
}

/** Once it runs, it must not hold the app back from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
}
