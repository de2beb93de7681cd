// A process of its own: makes the sample shop, prints one line of JSON with its admin's login, and takes all of it away
// when its stdin ends. That is when the app is gone, whatever ended it.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { serversHome } from "../../lib/testing/binaries.ts";
import { runOn } from "../../lib/testing/database.ts";
import { endOrphan, initialise, isAlive, type Server, start } from "../../lib/testing/server.ts";

const version = 17;
const superuser = { user: "postgres", password: randomBytes(18).toString("base64url") };
const home = path.join(serversHome(), `sample-${process.pid}`);
let ending = false;
let server: Server | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.stdin
  .resume()
  .on("end", () => void end())
  .on("error", () => void end());

await sweep();
await initialise({ version, home, superuser });
server = await start({ version, home, superuser, conf: { max_connections: 60 } });
void server.exited.then(end);
const admin = await makeShop(server);
process.stdout.write(`${JSON.stringify({ host: server.host, port: server.port, database: "shop", ...admin })}\n`);

async function makeShop({ host, port }: Server): Promise<{ user: string; password: string }> {
  const at = { version, host, port, superuser } as const;
  // Letters and digits only: the password stands in the statement, and people paste it into URLs.
  const password = randomBytes(16).toString("hex");
  await runOn(
    at,
    "postgres",
    `create role shop_app; create role etl_owner; create role helpdesk login; create role n8n_worker login;
     create role shop_admin login createrole password '${password}';
     grant shop_app, n8n_worker to shop_admin;`,
  );
  await runOn(at, "postgres", "create database shop");
  await runOn(at, "shop", fs.readFileSync(path.join(import.meta.dirname, "shop.sql"), "utf8"));
  return { user: "shop_admin", password };
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await server?.stop("immediate");
  fs.rmSync(home, { recursive: true, force: true });
  process.exit();
}

/** What keepers left behind that were killed themselves. */
async function sweep(): Promise<void> {
  fs.mkdirSync(serversHome(), { recursive: true, mode: 0o755 });
  for (const name of fs.readdirSync(serversHome())) {
    const keeper = Number(/^sample-(\d+)$/.exec(name)?.[1]);
    if (!keeper || isAlive(keeper)) continue;
    await endOrphan(path.join(serversHome(), name));
    fs.rmSync(path.join(serversHome(), name), { recursive: true, force: true });
  }
}
