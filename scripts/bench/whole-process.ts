import { spawn } from "node:child_process";
import fs from "node:fs";
import { setInterval as ticks } from "node:timers/promises";

export type Whole = { milliseconds: number; peakKilobytes: number; output: string };

/** Runs a program to its end: wall time, the largest resident set seen (Linux; NaN elsewhere), and what it printed. */
export async function runWhole(program: string, args: string[], env: Record<string, string>): Promise<Whole> {
  const begin = performance.now();
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const stop = new AbortController();
  const peak = watchPeak(child.pid as number, stop.signal);
  await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  const milliseconds = performance.now() - begin;
  stop.abort();
  return { milliseconds, peakKilobytes: await peak, output };
}

/** VmHWM is the kernel's own high-water mark, so what lies between two looks is not missed; only the very end may be. */
async function watchPeak(pid: number, signal: AbortSignal): Promise<number> {
  let peak = Number.NaN;
  try {
    for await (const _ of ticks(10, undefined, { signal })) {
      const mark = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      if (mark) peak = Number(mark);
    }
  } catch {
    // The process is gone, or this system has no /proc: what was seen so far stands.
  }
  return peak;
}
