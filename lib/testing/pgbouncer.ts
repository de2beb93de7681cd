import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverAccount } from "./binaries.ts";
import type { TestDatabase } from "./database.ts";
import { freePort } from "./server.ts";

/** PgBouncer as Debian has it, or null where it is not installed. */
export const PGBOUNCER: string | null =
  ["/usr/sbin/pgbouncer", "pgbouncer"].find((program) => spawnSync(program, ["--version"]).status === 0) ?? null;

/**
 * PgBouncer in transaction mode before this database, which it knows by its own name, and as `down` one that nobody
 * answers for. It knows the superuser's password alone.
 */
export async function withPgbouncer(db: TestDatabase, work: (port: number) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pgbouncer-"));
  const port = await freePort();
  const { user, password } = db.superuser;
  const at = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const users = at("users.txt", `"${user}" "${password}"\n`);
  const config = at(
    "pgbouncer.ini",
    `[databases]
${db.name} = host=${db.host} port=${db.port} dbname=${db.name}
down = host=127.0.0.1 port=1
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
server_login_retry = 1
query_wait_timeout = 6
`,
  );
  const account = serverAccount();
  if (account) for (const name of [folder, users, config]) fs.chownSync(name, account.uid, account.gid);
  const daemon = spawn(PGBOUNCER ?? "pgbouncer", [config], { stdio: ["ignore", "ignore", "pipe"], ...(account ?? {}) });
  let log = "";
  daemon.stderr?.on("data", (text: Buffer) => (log += text));
  try {
    for (let i = 0; i < 2_400 && !log.includes("process up"); i++) await delay(25);
    if (!log.includes("process up")) throw new Error(`pgbouncer did not start:\n${log}`);
    await work(port);
  } finally {
    daemon.kill();
    fs.rmSync(folder, { recursive: true });
  }
}
