import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverAccount, serversHome } from "./binaries.ts";
import type { TestDatabase } from "./database.ts";
import { freePort } from "./server.ts";

const PLACES = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];

/** The PgBouncer of this machine, or null: then a test that needs it is skipped, with the reason. */
export const PGBOUNCER: string | null =
  PLACES.map((folder) => path.join(folder, "pgbouncer")).find((file) => fs.existsSync(file)) ?? null;

/**
 * A real PgBouncer in transaction mode before the database's server, as its manual sets it up: SCRAM, and auth_query for
 * logins that it was not told of. Three server sessions for each login. It knows no other database: where one of another
 * test's is dropped, it would keep whoever asks for it waiting for two minutes. `work` gets its port on 127.0.0.1.
 */
export async function withPgBouncer<T>(db: TestDatabase, work: (port: number) => Promise<T>): Promise<T> {
  if (PGBOUNCER === null) throw new Error("this machine has no pgbouncer");
  const account = serverAccount();
  const home = path.join(serversHome(), `bouncer-${process.pid}-${randomBytes(4).toString("hex")}`);
  fs.mkdirSync(home, { recursive: true });
  const port = await freePort();
  const files = { "pgbouncer.ini": settings(db, home, port), "userlist.txt": userList(db) };
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(home, name), text, { mode: 0o600 });
    if (account) fs.chownSync(path.join(home, name), account.uid, account.gid);
  }
  // It refuses to run as root.
  const child = spawn(PGBOUNCER, [path.join(home, "pgbouncer.ini")], {
    stdio: "ignore",
    cwd: home,
    ...(account ?? {}),
  });
  const exited = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  const crashed = () => void child.kill("SIGKILL");
  process.once("exit", crashed);
  try {
    await untilItAnswers(port, child);
    return await work(port);
  } finally {
    process.off("exit", crashed);
    child.kill("SIGKILL");
    await exited;
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function settings(db: TestDatabase, home: string, port: number): string {
  return `[databases]
${db.name} = host=${db.host} port=${db.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = 3
auth_type = scram-sha-256
auth_file = ${path.join(home, "userlist.txt")}
auth_user = ${db.superuser.user}
auth_query = select usename, passwd from pg_catalog.pg_shadow where usename = $1
`;
}

function userList(db: TestDatabase): string {
  return `"${db.superuser.user}" "${db.superuser.password}"\n`;
}

async function untilItAnswers(port: number, child: { exitCode: number | null }): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && child.exitCode === null; await delay(20)) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (answers) return;
  }
  throw new Error("pgbouncer did not start");
}
