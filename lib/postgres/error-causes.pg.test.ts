import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { connect as dial } from "node:net";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { ASLEEP, certified, forged, LISTENERS, talker, WORDS } from "../testing/causes.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Peer, withPeer } from "../testing/rogue.ts";
import { OPEN_POLICY } from "./addresses.ts";
import { type ClientOptions, type Target, withClient } from "./client.ts";
import { REAL_CAUSES, withTwo } from "./error-causes.fixtures.ts";
import { ERROR_TABLE } from "./error-table.ts";
import { explainError } from "./explain.ts";
import { sql } from "./sql.ts";
import { EXPIRED, OTHER_NAME, RIGHT, SELF_SIGNED, TEST_CA } from "./tls.fixtures.ts";

const [version = 17] = VERSIONS;

/** The codes that something real has produced in this file. The last test looks for those that nothing has. */
const covered = new Set<string>();

async function produces(code: string, cause: Promise<unknown>, what = code): Promise<void> {
  const error = await cause.then(
    () => assert.fail(`${what}: nothing went wrong`),
    (thrown: unknown) => explainError(thrown, { host: "h" }),
  );
  assert.equal(error.code.replace("change.", "connect."), `connect.${code}`, what);
  covered.add(code);
}

function signIn(port: number, over: Partial<Target> = {}, options: ClientOptions = { timeoutMs: 30_000 }) {
  const login = { user: "app", password: new Secret("CANARY"), database: "shop", tls: null, caPem: null };
  return withClient({ host: "127.0.0.1", port, ...login, ...over }, options, (client) => client.query(sql`select 1`));
}

function peerProduces(code: string, peer: Peer, over: Partial<Target> = {}, what = code): Promise<void> {
  return withPeer(peer, (port) => produces(code, signIn(port, over), what));
}

test("what servers, poolers and providers' proxies say at sign-in and to a statement", () =>
  withPeer(talker, async (port) => {
    for (const { code } of WORDS) await produces(code, signIn(port, { user: code }));
    for (const { code } of ASLEEP) await produces(code, signIn(port, { user: code }, { timeoutMs: 4_000 }));
  }));

test("listeners that speak MySQL, HTTP, SSH or nothing, and those that are not honest", async () => {
  for (const { code, what, peer } of LISTENERS) await peerProduces(code, peer, {}, what);
  await withPeer(
    () => undefined,
    (port) => produces("timeout", signIn(port, {}, { timeoutMs: 200 })),
  );
  await peerProduces("no-encryption", (socket, _chunk, count) => count === 1 && socket.write("N"), { tls: "require" });
});

test("certificates that are wrong", async () => {
  const caPem = TEST_CA;
  await peerProduces("certificate-issuer", certified(RIGHT, TEST_CA), { host: "localhost" });
  await peerProduces("certificate-incomplete", certified(RIGHT));
  await peerProduces("certificate-self-signed", certified(SELF_SIGNED));
  await peerProduces("certificate-expired", certified(EXPIRED), { caPem });
  await peerProduces("certificate-name", certified(OTHER_NAME), { caPem });
  await peerProduces("certificate-untrusted", certified(forged(RIGHT)), {
    caPem,
  });
  await produces("ca-unreadable", signIn(1, { caPem: "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----" }));
});

test("names and ports that lead nowhere", async () => {
  // With an empty part it is no name, so that nobody has to be asked, and nobody can fail to answer.
  await produces("host-unknown", signIn(5432, { host: "nowhere..invalid" }));
  await produces("port-closed", signIn(1));
  const dialSockets = { ...OPEN_POLICY, unixSockets: true };
  await produces("socket-missing", signIn(5432, { host: "/nowhere/at/all" }, { dial: dialSockets }));
  await produces("port", (async () => dial({ port: 70_000 }))());
  await produces("url-unreadable", (async () => new URL("postgres://me:p#w@h.example"))());
});

/** A process in a network of its own in which nothing is up: no resolver, no route, not even loopback. */
const ALONE = ["-rn", process.execPath, "--input-type=module", "-e"];
const MAY_BE_ALONE = spawnSync("unshare", ["-rn", "true"]).status === 0;

const NO_NETWORK = [
  ["db.example.com", "name-lookup-failed"],
  ["127.0.0.1", "no-route"],
  ["::1", "ipv6-only"],
] as const;

test("a machine without a network", { skip: !MAY_BE_ALONE && "no network namespaces here" }, () => {
  for (const [host, code] of NO_NETWORK) {
    const script = `
      import { withClient } from ${JSON.stringify(new URL("./client.ts", import.meta.url).href)};
      import { Secret } from ${JSON.stringify(new URL("../secret.ts", import.meta.url).href)};
      const target = { host: ${JSON.stringify(host)}, port: 5432, database: "d", user: "u", password: new Secret("p"), tls: null, caPem: null };
      await withClient(target, { timeoutMs: 20000 }, async () => 0).catch((error) => console.log(error.code));`;
    const { stdout, stderr } = spawnSync("unshare", [...ALONE, script], { encoding: "utf8", timeout: 30_000 });
    assert.equal(stdout.trim(), `connect.${code}`, stderr);
    covered.add(code);
  }
});

test("Postgres itself refuses to sign somebody in", () =>
  withDatabase(version, async (db) => {
    const { prefix, name } = db;
    await db.query(`
      create role ${prefix}_closed nologin; create role ${prefix}_full login password 'p' connection limit 0;
      create role ${prefix}_out login password 'p'; revoke connect on database ${name} from public`);
    await db.query(`create database ${prefix}_shut template template0 allow_connections false`);
    const as = (user: string, over: Partial<Target> = {}) => {
      const target = { ...db.targetFor(`${prefix}_${user}`, "p"), ...over };
      return withClient(target, {}, (client) => client.query(sql`select 1`));
    };
    const superuser = { user: db.superuser.user, password: new Secret(db.superuser.password) };
    await produces("password-rejected", as("full", { password: new Secret("CANARY") }));
    await produces("password-missing", as("full", { password: new Secret("") }));
    await produces("database-unknown", as("full", { ...superuser, database: `${prefix}_nowhere` }));
    await produces("database-closed", as("full", { ...superuser, database: `${prefix}_shut` }));
    await produces("database-not-allowed", as("out"));
    await db.query(`grant connect on database ${name} to public; alter role ${prefix}_closed password 'p'`);
    await produces("login-not-allowed", as("closed"));
    await produces("too-many-connections", as("full"));
  }));

test("Postgres itself refuses a statement", () =>
  withDatabase(version, async (db) => {
    const admin = await db.admin("createrole");
    const poor = { user: `${db.prefix}_poor`, password: "p" };
    await db.query(`create role ${poor.user} login password 'p'; create table public.t (id int); insert into t values (1);
      create table public.kept (id int); alter table public.kept enable row level security;
      grant select on public.t, public.kept to ${poor.user}; grant usage on schema public to ${poor.user}`);
    const logins = { superuser: db.superuser, admin, poor };
    for (const { code, as, statement } of REAL_CAUSES) {
      const { user, password } = logins[as];
      const run = withClient(db.targetFor(user, password), {}, async (client) => {
        const { notices } = await client.query(statement.replaceAll("PREFIX", db.prefix) as never);
        const warning = notices.find((one) => one.severity === "WARNING");
        if (warning) throw Object.assign(new Error(warning.message), { code: warning.sqlstate, severity: "WARNING" });
      });
      await produces(code, run, `${code}: ${statement}`);
    }
    await withTwo(db.targetFor(db.superuser.user, db.superuser.password), produces);
  }));

test("no row of the table is without a cause", () => {
  const rows = new Set(ERROR_TABLE.map(({ code }) => code));
  const here = MAY_BE_ALONE ? [] : NO_NETWORK.map(([, code]) => code as string);
  assert.deepEqual(
    [...rows].filter((code) => !covered.has(code) && !here.includes(code)),
    [],
  );
});
