import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { ClientName } from "../credentials/client-needs.ts";
import type { UrlForms } from "../credentials/url.ts";
import { PSQL } from "./psql.ts";

const REPOSITORY = path.resolve(import.meta.dirname, "../..");
const ASK = "select session_user || ' ' || (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as who";

/** A client that people read the URL with: the program, and its arguments for one of the URL's forms as it is. */
export type UrlClient = {
  name: ClientName;
  command: (forms: UrlForms) => readonly [program: string, ...args: string[]];
};

const node = (script: string, url: string): readonly [string, ...string[]] => [
  process.execPath,
  "--no-warnings",
  "--input-type=module",
  "-e",
  script,
  url,
];

const PG = `import pg from "pg"; const c = new pg.Client({ connectionString: process.argv[1] }); await c.connect();
console.log((await c.query(${JSON.stringify(ASK)})).rows[0].who); await c.end();`;
const POSTGRES_JS = `import postgres from "postgres"; const s = postgres(process.argv[1], { max: 1 });
console.log((await s.unsafe(${JSON.stringify(ASK)}))[0].who); await s.end();`;
const PSYCOPG = `import sys, psycopg2; c = psycopg2.connect(sys.argv[1]); k = c.cursor(); k.execute(${JSON.stringify(ASK)}); print(k.fetchone()[0])`;
const JDBC = `import java.sql.*;
public class Ask { public static void main(String[] a) throws Exception { Connection c = DriverManager.getConnection(a[0]);
ResultSet r = c.createStatement().executeQuery(${JSON.stringify(ASK)}); r.next(); System.out.println(r.getString(1)); } }`;

const JAR = ["/usr/share/java/postgresql.jar", "/usr/share/java/postgresql-jdbc.jar"].find((file) =>
  fs.existsSync(file),
);

/** Those that come with the checkout and those that are installed here. */
export function urlClients(folder: string): UrlClient[] {
  const source = path.join(folder, "Ask.java");
  fs.writeFileSync(source, JDBC);
  const clients: (UrlClient | null)[] = [
    { name: "node pg", command: ({ url }) => node(PG, url) },
    { name: "postgres.js", command: ({ url }) => node(POSTGRES_JS, url) },
    PSQL === null ? null : { name: "psql", command: ({ url }) => [PSQL ?? "", "-XAtc", ASK, url] },
    python() === null ? null : { name: "psycopg2", command: ({ url }) => [python() ?? "", "-c", PSYCOPG, url] },
    jdbc() ? { name: "JDBC", command: ({ jdbc: url }) => ["java", "-cp", JAR ?? "", source, url] } : null,
  ];
  return clients.filter((client) => client !== null);
}

/** What the client says, or the last line of how it failed. */
export function askWith(client: UrlClient, forms: UrlForms, env: Record<string, string>): Promise<string> {
  const [program, ...args] = client.command(forms);
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|NODE_)/.test(name)));
  const surroundings = { ...clean, HOME: "/nonexistent", ...env } as unknown as NodeJS.ProcessEnv;
  const child = spawn(program, args, { cwd: REPOSITORY, env: surroundings, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(output.trim()));
  });
}

/** The major version of libpq that psql stands on; 0 where there is none. */
export function libpqVersion(): number {
  const told = PSQL === null ? "" : spawnSync(PSQL, ["--version"], { encoding: "utf8" }).stdout;
  return Number(/\d+/.exec(told)?.[0] ?? 0);
}

/** A store of Java's with the authority of this file, beside it; of the kind that is read without its password. */
export function javaStore(ca: string): string {
  const store = `${ca}.jks`;
  const kind = ["-storetype", "JKS", "-storepass", "changeit"];
  const made = ["-importcert", "-noprompt", "-alias", "ca", "-file", ca, "-keystore", store, ...kind];
  if (!fs.existsSync(store)) spawnSync("keytool", made);
  return store;
}

function python(): string | null {
  const found = ["/usr/bin/python3", "python3"].find(
    (program) => spawnSync(program, ["-c", "import psycopg2"]).status === 0,
  );
  return found ?? null;
}

/** A Java that compiles a single file by itself (11 and newer, with the compiler) and the driver. */
function jdbc(): boolean {
  if (JAR === undefined) return false;
  return spawnSync("java", ["--list-modules"], { encoding: "utf8" }).stdout?.includes("jdk.compiler") ?? false;
}
