import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildForms, buildUrl, parsePaste, type UrlParts } from "./url.ts";

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

for (const placeholder of [
  "[YOUR-PASSWORD]",
  "<password>",
  "{{password}}",
  "$" + "{DB_PASSWORD}",
  "$PASSWORD",
  "********",
  "••••••",
  "YOUR_PASSWORD",
  "your-password-here",
]) {
  test(`${placeholder} is a place for a password, not one`, () => {
    const {
      password,
      placeholder: found,
      fields,
    } = parsePaste(`postgresql://postgres:${placeholder}@h.example:5432/postgres`);
    assert.deepEqual([password, found, fields.host], [null, placeholder, "h.example"]);
  });
}

test("passwords that only look a little like a placeholder are passwords", () => {
  for (const password of ["password", "passw0rd!", "[abc]", "mypass1", "**"]) {
    assert.equal(read(`postgres://me:${encodeURIComponent(password)}@h.example/d`).password, password);
  }
});

for (const [name, text, code] of [
  ["nothing", "  \n", "usage.nothing-pasted"],
  ["prose", "please give me the database", "usage.unreadable"],
  ["a web address", "https://abcdef.supabase.co", "usage.web-address"],
  ["MySQL", "mysql://me:pw@h.example/shop", "usage.other-engine"],
  ["Redis", "REDIS_URL=redis://h.example", "usage.other-engine"],
  ["several hosts", "postgres://me:pw@h1.example:5432,h2.example:5432/shop", "usage.several-hosts"],
  ["a socket", "postgres://me:pw@%2Fvar%2Frun%2Fpostgresql/shop", "usage.socket"],
  ["Cloud SQL's socket", "host=/cloudsql/proj:region:inst user=me dbname=shop", "usage.socket"],
  ["a bad port", "postgres://me:pw@h.example:70000/shop", "usage.port"],
] as const) {
  test(`${name} is told as ${code}`, () => assert.equal(parsePaste(text).problem?.code, code));
}

test("parameters that could lead elsewhere or read files are named and dropped", () => {
  const text =
    "postgres://me:pw@h.example/shop?host=evil.example&port=1&sslrootcert=/etc/passwd&channel_binding=require&pgbouncer=true&x=1&sslmode=no-verify";
  const { fields, dropped } = parsePaste(text);
  assert.deepEqual(fields, { host: "h.example", port: null, database: "shop", user: "me", tls: null });
  assert.deepEqual(dropped.map((one) => one.key).sort(), [
    "channel_binding",
    "host",
    "pgbouncer",
    "port",
    "sslmode",
    "sslrootcert",
    "x",
  ]);
  for (const { reason } of dropped) assert.notEqual(reason, "");
});

test("no value of a dropped parameter is repeated", () => {
  assert.doesNotMatch(
    JSON.stringify(parsePaste("postgres://me@h.example/d?sslpassword=CANARY&options=CANARY")),
    /CANARY/,
  );
});

const anyText = fc
  .string({ unit: "binary", minLength: 1, maxLength: 63 })
  .filter((text) => text.isWellFormed() && !text.includes("\0"));
const nasty = fc.constantFrom(
  "o'x",
  "a%b",
  'A"b',
  "naïve",
  "two\nlines",
  "n".repeat(63),
  'EXTRA "@/\\#~_-',
  "p@s:s/w?o#r&d=%41",
  "\\",
  " lead",
  "trail ",
  "[x]",
  ",",
);
const anyName = fc.oneof(nasty, anyText);
const anyHost = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().filter((address) => !address.includes(".")),
  fc.constantFrom("localhost", "::1", "dpg-abc-a"),
);
const anyParts: fc.Arbitrary<UrlParts> = fc.record({
  host: anyHost,
  port: fc.integer({ min: 1, max: 65_535 }),
  database: anyName,
  user: anyName,
  password: anyName.filter(
    (text) => parsePaste(`postgres://u:${encodeURIComponent(text)}@h.example/d`).placeholder === null,
  ),
  sslmode: fc.constantFrom("verify-full", "verify-ca", "require", "disable"),
});

function asParts(text: string) {
  const { fields, password, problem } = parsePaste(text);
  assert.equal(problem, null);
  const { tls, ...rest } = fields;
  return { ...rest, password, sslmode: tls };
}

test("whatever is built into a URL is read back from it, bare or wrapped", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const { url, psql, env, jdbc } = buildForms(parts);
      for (const form of [url, psql, env, jdbc, `  "${url}";`]) assert.deepEqual(asParts(form), { ...parts });
    }),
    { numRuns: 500 },
  );
});

test("a built URL is plain ASCII that needs care in no shell, and means the same to the standard's parser", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const url = buildUrl(parts);
      assert.match(
        url,
        /^postgresql:\/\/[A-Za-z0-9._~%-]*:[A-Za-z0-9._~%-]*@[A-Za-z0-9.:[\]-]+:\d+\/[A-Za-z0-9._~%-]*\?sslmode=[a-z-]+$/,
      );
      const standard = new URL(url);
      assert.equal(decodeURIComponent(standard.username), parts.user);
      assert.equal(decodeURIComponent(standard.password), parts.password);
      assert.equal(decodeURIComponent(standard.pathname.slice(1)), parts.database);
    }),
  );
});

test("a raw password with any printable marks is read whole, whatever they are", () => {
  const raw = fc.string({
    unit: fc.constantFrom(..."abcXYZ019@:/?#&=+!$*()_-.~".split("")),
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(raw, (password) => {
      const read = parsePaste(`postgres://me:${password}@db.example.com:5432/shop`);
      if (read.placeholder !== null) return;
      assert.equal(read.password, password);
      assert.equal(read.fields.host, "db.example.com");
    }),
    { numRuns: 2_000 },
  );
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void parsePaste(text)),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => void parsePaste(`postgres://${text}`)),
    { numRuns: 1_000 },
  );
});

test("a long paste is read in no time", () => {
  const startedAt = performance.now();
  for (const text of [
    "a=".repeat(20_000),
    "@".repeat(20_000),
    `postgres://${"@a:".repeat(5_000)}`,
    `psql ${"-h x ".repeat(5_000)}`,
    '"'.repeat(20_000),
  ])
    parsePaste(text);
  assert.ok(performance.now() - startedAt < 2_000);
});
