// npm run dev: the app from its sources, reloading, on loopback.
import { spawn } from "node:child_process";
import path from "node:path";
import { installIfMissing, REPOSITORY } from "../install.ts";
import { surroundings } from "../surroundings.ts";

installIfMissing();
const next = path.join(REPOSITORY, "node_modules", "next", "dist", "bin", "next");
const child = spawn(process.execPath, [next, "dev", "--hostname", "localhost", ...process.argv.slice(2)], {
  cwd: REPOSITORY,
  stdio: "inherit",
  env: { ...process.env, ...surroundings() },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // A terminal's Ctrl-C reaches the child by itself.
  process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal));
}
child.on("exit", (code) => process.exit(code ?? 0));
