import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Target } from "../postgres/client.ts";
import { ident, literal } from "../postgres/sql.ts";
import { Secret } from "../secret.ts";
import type { Version } from "./binaries.ts";

export type Login = { user: string; password: string };
export type Address = { version: Version; host: string; port: number; superuser: Login };
// biome-ignore lint/suspicious/noExplicitAny: rows of whatever a test asks for
export type Row = Record<string, any>;

export type TestDatabase = {
  version: Version;
  host: string;
  port: number;
  /** The database's name: `prefix`, and what the test wanted behind it. */
  name: string;
  superuser: Login;
  /** Unique to this database. Roles belong to the whole server: begin the name of every role with it. */
  prefix: string;
  /**
   * The login of an admin who owns this database and its schema public. "superuser" is one; "createrole" is not, and
   * may make roles and databases (LOGIN CREATEROLE CREATEDB). The same login however often it is asked for.
   */
  admin(kind: "superuser" | "createrole"): Promise<Login>;
  /** Runs text (also several statements) over a fresh session, as the superuser unless told; the last one's rows. */
  query(sql: string, as?: Login): Promise<Row[]>;
  /** Where lib/postgres/client.ts is to connect to, as this login. */
  targetFor(user: string, password: string): Target;
};

/** Makes a database of its own, hands it to `work`, and drops it with all roles and databases that bear its prefix. */
export async function withDatabaseOn<T>(at: Address, work: (db: TestDatabase) => Promise<T>, suffix = ""): Promise<T> {
  const prefix = `t${randomBytes(4).toString("hex")}`;
  const name = `${prefix}${suffix}`;
  // template0, as no session can be in it: other tests look into template1, and would make this fail (55006).
  await runOn(at, "postgres", `create database ${ident(name)} template template0`);
  try {
    return await work(describe(at, name, prefix));
  } finally {
    await dropAll(at, prefix);
  }
}

/** Runs text over a fresh session and returns the last statement's rows. */
export async function runOn(at: Address, database: string, text: string, as: Login = at.superuser): Promise<Row[]> {
  const client = new pg.Client({ host: at.host, port: at.port, database, ...as, ssl: false });
  await client.connect();
  try {
    const answer = (await client.query(text)) as pg.QueryResult | pg.QueryResult[];
    return (Array.isArray(answer) ? answer.at(-1)?.rows : answer.rows) ?? [];
  } finally {
    await client.end();
  }
}

function describe(at: Address, name: string, prefix: string): TestDatabase {
  const { version, host, port, superuser } = at;
  const admins = new Map<string, Promise<Login>>();
  const query = (text: string, as?: Login) => runOn(at, name, text, as);
  return {
    version,
    host,
    port,
    name,
    superuser,
    prefix,
    query,
    admin(kind) {
      const made = admins.get(kind) ?? makeAdmin(query, name, prefix, kind);
      admins.set(kind, made);
      return made;
    },
    targetFor(user, password) {
      return { host, port, database: name, user, password: new Secret(password), tls: "disable", caPem: null };
    },
  };
}

async function makeAdmin(
  query: TestDatabase["query"],
  database: string,
  prefix: string,
  kind: "superuser" | "createrole",
): Promise<Login> {
  const login = { user: `${prefix}_${kind}`, password: randomBytes(18).toString("base64url") };
  const power = kind === "superuser" ? "superuser" : "createrole createdb";
  await query(`
    create role ${ident(login.user)} login ${power} password ${literal(login.password)};
    alter database ${ident(database)} owner to ${ident(login.user)};
    alter schema public owner to ${ident(login.user)};
  `);
  return login;
}

async function dropAll(at: Address, prefix: string): Promise<void> {
  const like = literal(`${prefix}%`);
  const databases = await runOn(at, "postgres", `select datname from pg_database where datname like ${like}`);
  for (const { datname } of databases) {
    await runOn(at, "postgres", `alter database ${ident(datname)} is_template false`);
    await dropDatabase(at, datname);
  }
  const roles = await runOn(at, "postgres", `select rolname from pg_roles where rolname like ${like}`);
  if (roles.length === 0) return;
  const names = roles.map(({ rolname }) => ident(rolname)).join(", ");
  for (const database of await databasesTiedTo(at, like)) await runOn(at, database, `drop owned by ${names}`);
  await runOn(at, "postgres", `drop role ${names}`);
}

/** Where all cores are busy, a session that was ended may take longer to go than the five seconds Postgres waits for it. */
async function dropDatabase(at: Address, name: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; ) {
    try {
      await runOn(at, "postgres", `drop database ${ident(name)} with (force)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || Date.now() > deadline) throw error;
    }
  }
}

/** Rights on shared objects (dbid 0) can be given up from anywhere, the others only in their own database. */
async function databasesTiedTo(at: Address, like: string): Promise<string[]> {
  const rows = await runOn(
    at,
    "postgres",
    `select distinct coalesce(d.datname, 'postgres') as name
       from pg_shdepend s join pg_roles r on s.refclassid = 'pg_authid'::regclass and s.refobjid = r.oid
       left join pg_database d on d.oid = s.dbid
      where r.rolname like ${like}`,
  );
  return rows.map((row) => row.name as string);
}
