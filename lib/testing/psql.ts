import { spawn, spawnSync } from "node:child_process";
import type { Login, TestDatabase } from "./database.ts";

/** psql as people have it, or null where there is none. It does not come with our test servers. */
export const PSQL: string | null = spawnSync("psql", ["--version"]).status === 0 ? "psql" : null;

export type PsqlAnswer = { code: number; output: string };

/** Hands the script to psql as `psql -X -f` would get it; gives its exit code and all that it said. */
export function runInPsql(db: TestDatabase, as: Login, script: string): Promise<PsqlAnswer> {
  const env = {
    ...process.env,
    PGHOST: db.host,
    PGPORT: String(db.port),
    PGDATABASE: db.name,
    PGUSER: as.user,
    PGPASSWORD: as.password,
    // The worst there is: a script has to say itself in what it is written.
    PGCLIENTENCODING: "SJIS",
  };
  return new Promise((resolve, reject) => {
    const psql = spawn(PSQL ?? "psql", ["-X", "-f", "-"], { env, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    for (const stream of [psql.stdout, psql.stderr]) stream.on("data", (text: Buffer) => (output += text));
    psql.once("error", reject);
    psql.once("close", (code) => resolve({ code: code ?? 1, output }));
    // It stops reading at the first error.
    psql.stdin.on("error", () => undefined);
    psql.stdin.end(script);
  });
}

/**
 * Runs one of our scripts to its end: in psql where there is one, else what it holds beside psql's own lines, sent as one
 * text. Rejects when it fails.
 */
export async function runScript(db: TestDatabase, as: Login, script: string): Promise<void> {
  if (PSQL === null) {
    await db.query(script.replace(/^\\(?:encoding UTF8|set ON_ERROR_STOP on)\n/gm, ""), as);
    return;
  }
  const { code, output } = await runInPsql(db, as, script);
  if (code !== 0) throw new Error(`psql ended with ${code}:\n${output}`);
}
