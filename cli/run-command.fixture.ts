import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

export type Ran = { code: number | null; out: string; err: string };

const MAIN = path.join(import.meta.dirname, "main.ts");

/** Runs the command as a process of its own, with these variables and no others of ours, and this on stdin. */
export async function runCommand(args: readonly string[], env: Record<string, string> = {}, stdin = ""): Promise<Ran> {
  return runFile(MAIN, args, env, stdin);
}

/** The same of another file that is the command. */
export async function runFile(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
  stdin = "",
): Promise<Ran> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { promise: code, resolve } = Promise.withResolvers<number | null>();
  child.on("close", resolve);
  child.stdin.on("error", () => {}); // it may not read what we give
  child.stdin.end(stdin);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}
