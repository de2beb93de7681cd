import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { REPOSITORY } from "./install.ts";

/** The folder of the app that runs on its own: what the image holds and what `npm start` starts. */
export const STANDALONE = path.join(REPOSITORY, ".next", "standalone");

const STAMP = path.join(REPOSITORY, ".next", "built-from");

/** What goes into a build; tests, fixtures and notes do not. */
const SOURCES = [
  ...["app", "components", "lib", "public"],
  ...["instrumentation.ts", "next.config.js", "postcss.config.mjs", "proxy.ts", "tsconfig.json"],
  ...["package.json", "package-lock.json"],
];

/** Builds the standalone app unless the last build was made from exactly these sources. True if it built. */
export function buildIfChanged(): boolean {
  const wanted = fingerprint();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === wanted) return false;
  build();
  // Sources may have been edited meanwhile; then this stamp matches nothing and the next start builds again.
  fs.writeFileSync(STAMP, wanted);
  return true;
}

/** Builds the standalone app, with its static files beside it. Throws when next fails. */
export function build(): void {
  fs.rmSync(STAMP, { force: true });
  const next = path.join(REPOSITORY, "node_modules", "next", "dist", "bin", "next");
  const { status } = spawnSync(process.execPath, [next, "build"], {
    cwd: REPOSITORY,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
  });
  if (status !== 0) throw new Error("the build failed: see above");
  fs.cpSync(path.join(REPOSITORY, ".next", "static"), path.join(STANDALONE, ".next", "static"), { recursive: true });
  const files = path.join(REPOSITORY, "public");
  if (fs.existsSync(files)) fs.cpSync(files, path.join(STANDALONE, "public"), { recursive: true });
}

function fingerprint(): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of SOURCES.flatMap(filesBelow))
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(REPOSITORY, file)));
  return hash.digest("hex");
}

function filesBelow(entry: string): string[] {
  const full = path.join(REPOSITORY, entry);
  if (!fs.existsSync(full)) return [];
  if (!fs.statSync(full).isDirectory()) return [entry];
  const names = fs.readdirSync(full).filter((name) => !/\.test\.tsx?$|\.md$/.test(name) && name !== "testing");
  return names.sort().flatMap((name) => filesBelow(path.join(entry, name)));
}
