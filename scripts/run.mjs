#!/usr/bin/env node
// The way into everything: `node scripts/run.mjs start|test|cli/main.ts|… [arguments]`. Runs a task of scripts/tasks, or
// a .ts file, on Node 24; on an older Node with the same arguments, streams, signals and exit code. Runs on Node 18.
import { spawn } from "node:child_process";
import fs from "node:fs";
import * as nodeModule from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findNode } from "./node.mjs";

const scripts = path.dirname(fileURLToPath(import.meta.url));
const [wish, ...args] = process.argv.slice(2);
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = "1";

const file = fileFor(wish);
if (file === null) {
  process.stderr.write(`usage: node scripts/run.mjs ${tasks().join("|")}|FILE.ts [arguments]\n`);
  process.exitCode = 2;
} else {
  await run(file);
}

async function run(script) {
  const node = nodeOrComplaint();
  if (node === null) return;
  if (node !== process.execPath) return hand(node, [script, ...args]);
  // In this very process: nothing to pass on, and no second start-up to wait for.
  process.argv = [process.execPath, script, ...args];
  keepWhatNodeMakes();
  await import(pathToFileURL(script).href);
}

/** As cli/main.ts does, and why: here it holds for that very file, too, so that nothing that reads types is loaded. */
function keepWhatNodeMakes() {
  nodeModule.enableCompileCache(path.join(scripts, "..", ".cache", "node"));
}

function nodeOrComplaint() {
  try {
    return findNode();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return null;
  }
}

function hand(node, argv) {
  const child = spawn(node, argv, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // A terminal's Ctrl-C reaches the child by itself, and a second one would mean "at once".
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal));
  }
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal ? 128 + (os.constants.signals[signal] ?? 0) : code;
  });
}

function fileFor(name) {
  if (!name) return null;
  if (name.endsWith(".ts")) return path.resolve(name);
  const task = path.join(scripts, "tasks", `${name}.ts`);
  return tasks().includes(name) && fs.existsSync(task) ? task : null;
}

function tasks() {
  const files = fs.readdirSync(path.join(scripts, "tasks"));
  return files.flatMap((name) => (/^[a-z-]+\.ts$/.test(name) ? [name.slice(0, -3)] : []));
}
