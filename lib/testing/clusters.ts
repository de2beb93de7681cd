import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { serversHome, type Version } from "./binaries.ts";
import { type Address, type Row, runOn, type TestDatabase, withDatabaseOn } from "./database.ts";
import { initialise, type Server, type ServerOptions, STILL, type StopMode, start } from "./server.ts";
import { sharedServer } from "./shared-server.ts";

export type { Version } from "./binaries.ts";
export type { Login, Row, TestDatabase } from "./database.ts";

const ALL: readonly Version[] = [13, 14, 15, 16, 17, 18];

/** The majors to test on: all six, or those named in TEST_PG_VERSIONS ("16,17"). Throws on one we do not have. */
export const VERSIONS: readonly Version[] = chosenVersions();

/**
 * For what needs a server of its own or long waits: the oldest, the one that changed what memberships are (16) and the
 * newest. All of VERSIONS where TEST_PG_VERSIONS names the majors.
 */
export const FEW_VERSIONS: readonly Version[] = process.env.TEST_PG_VERSIONS
  ? VERSIONS
  : VERSIONS.filter((version) => [13, 16, 18].includes(version));

/**
 * Makes an empty database on the shared server of this major, hands it over, and drops it afterwards together with
 * every role and database whose name begins with its `prefix` (their grants elsewhere included).
 *
 *     for (const version of VERSIONS)
 *       test(`on ${version} …`, () => withDatabase(version, async (db) => { … }));
 *
 * `suffix` is put behind the prefix in the database's name, for tests with odd names (54 bytes at most).
 */
export async function withDatabase<T>(
  version: Version,
  work: (db: TestDatabase) => Promise<T>,
  suffix = "",
): Promise<T> {
  return withDatabaseOn(await sharedServer(version), work, suffix);
}

/** The whole log of the shared server, all tests of this run mixed: look for something only your test would write. */
export async function serverLog(version: Version): Promise<string> {
  return fs.promises.readFile((await sharedServer(version)).log, "utf8");
}

/** What a server of one's own may be given: settings, files in the data folder (certificates), pg_hba.conf. */
export type ClusterSettings = Pick<ServerOptions, "conf" | "files" | "hba">;

export type TestCluster = Address & {
  /** As `withDatabase`, on this server. */
  withDatabase<T>(work: (db: TestDatabase) => Promise<T>, suffix?: string): Promise<T>;
  /** Runs text in the database postgres as the superuser, over a fresh session; the last statement's rows. */
  query(sql: string): Promise<Row[]>;
  log(): string;
  /** "fast" ends all sessions in order, "immediate" is a crash. The address stays the same for `start`. */
  stop(mode?: StopMode): Promise<void>;
  start(): Promise<void>;
};

/** A server of one's own for what cannot be shared: server settings, TLS, crashes. Takes about a second to make. */
export async function withCluster<T>(
  version: Version,
  settings: ClusterSettings,
  work: (cluster: TestCluster) => Promise<T>,
): Promise<T> {
  const superuser = { user: "postgres", password: randomBytes(18).toString("base64url") };
  const home = path.join(serversHome(), `own-${process.pid}-${randomBytes(4).toString("hex")}`);
  const options: ServerOptions = { version, home, superuser, ...settings, conf: { ...STILL, ...settings.conf } };
  await initialise(options);
  let server: Server | null = await start(options);
  const { host, port, log } = server;
  const crashed = () => void server?.stop("immediate");
  process.once("exit", crashed);
  const address: Address = { version, host, port, superuser };
  try {
    return await work({
      ...address,
      withDatabase: (inner, suffix) => withDatabaseOn(address, inner, suffix),
      query: (text) => runOn(address, "postgres", text),
      log: () => fs.readFileSync(log, "utf8"),
      async stop(mode) {
        await server?.stop(mode);
        server = null;
      },
      async start() {
        server ??= await start(options, port);
      },
    });
  } finally {
    process.off("exit", crashed);
    await server?.stop("immediate");
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function chosenVersions(): readonly Version[] {
  const wish = process.env.TEST_PG_VERSIONS?.split(/[\s,]+/).filter((word) => word !== "") ?? [];
  const unknown = wish.filter((word) => !ALL.some((version) => String(version) === word));
  if (unknown.length > 0) throw new Error(`TEST_PG_VERSIONS names ${unknown.join(", ")}; we have ${ALL.join(", ")}`);
  return wish.length === 0 ? ALL : ALL.filter((version) => wish.includes(String(version)));
}
