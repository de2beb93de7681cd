import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePaste } from "./url.ts";

type Expected = {
  host?: string;
  port?: number | null;
  database?: string;
  user?: string;
  password?: string | null;
  tls?: string | null;
};

function read(text: string) {
  const { fields, password } = parsePaste(text);
  return { ...fields, password };
}

/** What people copy, and what it means. */
const PASTES: readonly (readonly [string, string, Expected])[] = [
  [
    "a plain URL",
    "postgresql://me:pw@db.example.com:5433/shop",
    { host: "db.example.com", port: 5433, database: "shop", user: "me", password: "pw" },
  ],
  ["the short scheme", "postgres://me:pw@h.example/shop", { host: "h.example", port: null, database: "shop" }],
  ["sslmode", "postgres://me:pw@h.example/shop?sslmode=verify-full", { tls: "verify-full" }],
  ["a psql line", 'psql "postgres://me:pw@h.example/shop"', { host: "h.example", database: "shop", password: "pw" }],
  [
    "a psql line in single quotes with options",
    "psql 'postgres://me:pw@h.example/shop' -c 'select 1'",
    { host: "h.example", database: "shop" },
  ],
  ["a psql line without quotes", "psql postgres://me:pw@h.example/shop", { host: "h.example", database: "shop" }],
  ["an export", 'export DATABASE_URL="postgres://me:pw@h.example/shop"', { host: "h.example", database: "shop" }],
  ["a line of an env file", "DATABASE_URL=postgres://me:pw@h.example/shop", { host: "h.example", database: "shop" }],
  ["YAML", 'url: "postgres://me:pw@h.example/shop"', { host: "h.example", database: "shop" }],
  ["JSON", '"url": "postgres://me:pw@h.example/shop",', { host: "h.example", database: "shop" }],
  ["a code fence", "```\npostgres://me:pw@h.example/shop\n```", { host: "h.example", database: "shop" }],
  [
    "a URL broken over lines",
    "postgres://me:pw@h.exam\n   ple:5432/shop",
    { host: "h.example", port: 5432, database: "shop" },
  ],
  [
    "white space and invisible marks around",
    "\u00a0\n\ufeff postgres://me:pw@h.example/shop\u200b \n",
    { host: "h.example", database: "shop" },
  ],
  ["SQLAlchemy", "postgresql+psycopg2://me:pw@h.example/shop", { host: "h.example", database: "shop" }],
  [
    "JDBC",
    "jdbc:postgresql://h.example:5433/shop?user=me&password=p%40w&ssl=true",
    { host: "h.example", port: 5433, database: "shop", user: "me", password: "p@w", tls: "require" },
  ],
  [
    "a DSN",
    "host=h.example port=5433 dbname=shop user=me password='it\\'s a \\\\pw' sslmode=require",
    { host: "h.example", port: 5433, database: "shop", user: "me", password: "it's a \\pw", tls: "require" },
  ],
  [
    "a DSN in a psql line",
    'psql "host=h.example dbname=shop user=me"',
    { host: "h.example", database: "shop", user: "me" },
  ],
  [
    "psql options",
    "PGPASSWORD=pw psql -h h.example -p 5433 -U me -d shop",
    { host: "h.example", port: 5433, database: "shop", user: "me", password: "pw" },
  ],
  [
    "psql options, glued and long, the database last",
    "psql -hh.example --port=5433 --username me shop",
    { host: "h.example", port: 5433, user: "me", database: "shop" },
  ],
  [
    "PG variables",
    "PGHOST='h.example'\nPGDATABASE='shop'\nPGUSER='me'\nPGPASSWORD='pw'",
    { host: "h.example", database: "shop", user: "me", password: "pw" },
  ],
  [
    "a host's page, equals signs",
    "username = doadmin\npassword = a b\nhost = h.example\nport = 25060\ndatabase = defaultdb\nsslmode = require",
    { host: "h.example", port: 25060, database: "defaultdb", user: "doadmin", tls: "require" },
  ],
  [
    "a host's page, colons",
    "Host: h.example\nPort: 5433\nDatabase: shop\nUsername: me\nPassword: p:w=x",
    { host: "h.example", port: 5433, database: "shop", user: "me", password: "p:w=x" },
  ],
  [
    "ADO.NET",
    "Host=h.example;Port=5433;Database=shop;Username=me;Password=p=w",
    { host: "h.example", port: 5433, database: "shop", user: "me", password: "p=w" },
  ],
  ["a raw @ in the password", "postgres://me:p@ss@h.example/shop", { host: "h.example", password: "p@ss" }],
  ["a raw # in the password", "postgres://me:p#ss@h.example/shop", { host: "h.example", password: "p#ss" }],
  [
    "a raw / in the password",
    "postgres://me:p/ss@h.example/shop",
    { host: "h.example", password: "p/ss", database: "shop" },
  ],
  ["a raw ? in the password", "postgres://me:p?ss@h.example/shop", { host: "h.example", password: "p?ss" }],
  ["a raw : in the password", "postgres://me:p:ss@h.example/shop", { host: "h.example", password: "p:ss" }],
  ["a raw % in the password", "postgres://me:100%@h.example/shop", { password: "100%" }],
  ["a bad escape in the password", "postgres://me:%ZZ%40@h.example/shop", { password: "%ZZ@" }],
  ["Latin-1 escapes stay as they are", "postgres://me:%E9@h.example/shop", { password: "%E9" }],
  ["a plus is a plus", "postgres://me:a+b@h.example/shop", { password: "a+b" }],
  ["an @ in a parameter", "postgres://me:pw@h.example/shop?user=x@y", { host: "h.example", password: "pw" }],
  [
    "escapes in every part",
    "postgres://m%40e:p%2Fw@h.example/sh%2Fop",
    { user: "m@e", password: "p/w", database: "sh/op" },
  ],
  ["IPv6", "postgres://me:pw@[2001:db8::1]:5433/shop", { host: "2001:db8::1", port: 5433 }],
  ["no password", "postgres://me@h.example/shop", { user: "me", password: null }],
  ["no user", "postgres://h.example/shop", { host: "h.example", user: "", password: null }],
  [
    "Supabase's pooler",
    "postgresql://postgres.abcdef:pw@aws-0-eu-central-1.pooler.supabase.com:6543/postgres",
    { user: "postgres.abcdef", port: 6543 },
  ],
  ["a host alone", "db.example.com", { host: "db.example.com" }],
  ["a host and a port", "db.example.com:5433", { host: "db.example.com", port: 5433 }],
  [
    "a URL without its scheme",
    "me:pw@db.example.com/shop",
    { host: "db.example.com", user: "me", password: "pw", database: "shop" },
  ],
  [
    "several URLs: the one past the pooler",
    'DATABASE_URL="postgres://a:b@pooled.example/d"\nDIRECT_URL="postgres://a:b@direct.example/d"',
    { host: "direct.example" },
  ],
];

for (const [name, text, expected] of PASTES) {
  test(`understood: ${name}`, () => {
    assert.equal(parsePaste(text).problem, null);
    const got: Record<string, unknown> = read(text);
    for (const [key, value] of Object.entries(expected)) assert.equal(got[key], value, key);
  });
}
