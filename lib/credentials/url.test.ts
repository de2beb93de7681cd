import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../testing/cpu-time.ts";
import { buildForms, buildUrl, parsePaste, type UrlParts } from "./url.ts";

function read(text: string) {
  const { fields, password } = parsePaste(text);
  return { ...fields, password };
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
    { seed: 5, numRuns: 500 },
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
    { seed: 5 },
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
    { seed: 5, numRuns: 2_000 },
  );
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void parsePaste(text)),
    { seed: 5, numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => void parsePaste(`postgres://${text}`)),
    { seed: 5, numRuns: 1_000 },
  );
  const pieces =
    "host=|h.example|user: |password|psql -h |'|\"|\n|;|:5432|@|{|}|=>|<%=|image: postgres|POSTGRES_PASSWORD|\t| ";
  const piece = fc.constantFrom(...pieces.split("|"), "postgresql://", "\\", ",", "a");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (found) => void parsePaste(found.join(""))),
    { seed: 5, numRuns: 1_000 },
  );
});

test("a long paste is read in no time", () => {
  const longest = (text: string) => text.repeat(Math.floor(7_990 / text.length));
  const texts = [
    "a=",
    "@",
    "psql -h x ",
    '"',
    "a.",
    "a ",
    "A_B_",
    "host=a,",
    "'a': ",
    "h:1:a:",
    " \n",
    "<pass",
    "{(",
    "_",
  ];
  const took = cpuMs(() => {
    for (const text of texts)
      for (const lead of ["", "postgres://", "x: ", '"host=', "- **", "image: POSTGRES_PASSWORD="])
        parsePaste((lead + longest(text)).slice(0, 7_999));
  });
  assert.ok(took < 4_000, `${took} ms`);
});
