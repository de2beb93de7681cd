// A process of its own: `node keeper.ts VERSION`. Starts the shared server of one major, writes down where it is, and
// ends it when no live process holds a lease any more. Nobody else may end it: test files run side by side.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Version } from "./binaries.ts";
import { initialise, type Server, STILL, start } from "./server.ts";
import { leases, locked, type SharedServer, sharedHome, stateFile } from "./shared-server.ts";

/** How long a server stays up for the next test run. */
const IDLE_MS = 20_000;

const version = Number(process.argv[2]) as Version;
let impatient = false;
process.on("SIGTERM", () => {
  impatient = true;
});
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
await keep();

async function keep(): Promise<void> {
  const superuser = { user: "postgres", password: randomBytes(18).toString("base64url") };
  const options = { version, home: sharedHome(version), superuser, conf: STILL };
  await initialise(options);
  const server = await start(options);
  announce({ version, host: server.host, port: server.port, keeper: process.pid, log: server.log, superuser });
  await untilIdle(server);
}

async function untilIdle(server: Server): Promise<void> {
  let crashed = false;
  void server.exited.then(() => {
    crashed = true;
  });
  for (let idleSince = Date.now(); ; await delay(100)) {
    if (!crashed && leases(version).length > 0) {
      idleSince = Date.now();
      impatient = false;
    }
    if (!crashed && !impatient && Date.now() - idleSince < IDLE_MS) continue;
    const ended = await locked(version, () => endIfUnused(server, crashed));
    if (ended) return;
  }
}

/** Under the lock, so that nobody who has just taken a lease is left with an address where nothing answers. */
async function endIfUnused(server: Server, crashed: boolean): Promise<boolean> {
  if (!crashed && leases(version).length > 0) return false;
  fs.rmSync(stateFile(version), { force: true });
  await server.stop("immediate");
  fs.rmSync(sharedHome(version), { recursive: true, force: true });
  return true;
}

/** Written whole or not at all: readers poll for it. */
function announce(state: SharedServer): void {
  fs.writeFileSync(`${stateFile(version)}.new`, JSON.stringify(state), { mode: 0o600 });
  fs.renameSync(`${stateFile(version)}.new`, stateFile(version));
}
