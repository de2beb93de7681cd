import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../../lib/testing/cpu-time.ts";
import { EMPTY_FORM, missingIn, NOTHING_TYPED, targetOf, understand } from "./form.ts";

test("what stood around the URL is shown again, the password never", () => {
  const read = understand(`psql "postgresql://boss:hunter2@db.example:6543/shop"`);
  assert.partialDeepStrictEqual(read.pasted, { state: "read", before: 'psql "', after: '"' });
  assert.doesNotMatch(JSON.stringify(read.pasted), /hunter2/);
  assert.partialDeepStrictEqual(read.form, { host: "db.example", port: "6543", database: "shop", user: "boss" });
});

test("a secret in front of the URL is not shown", () => {
  const read = understand(`PGPASSWORD=hunter2 psql postgresql://boss@db.example/shop`);
  assert.doesNotMatch(JSON.stringify(read.pasted), /hunter2/);
});

test("a long or repeating text is answered at once", () => {
  const took = cpuMs(() => {
    understand(`${"URL".repeat(300)}! postgresql://boss:pw@db.example/shop`);
    for (const text of [`host${" ".repeat(100_000)}x`, `postgres://u:p@${"h,".repeat(50_000)}@[`, "a".repeat(1e6)]) {
      assert.equal(understand(text).form, null);
    }
  });
  assert.ok(took < 1_000, `${took} ms`);
});

test("a placeholder is named and leaves the password empty", () => {
  const read = understand("postgresql://postgres:[YOUR-PASSWORD]@db.example:5432/postgres");
  assert.partialDeepStrictEqual(read, { password: null, pasted: { placeholder: "[YOUR-PASSWORD]" } });
});

test("a text without a host says what is missing and fills nothing", () => {
  const read = understand("please find the credentials attached");
  assert.equal(read.form, null);
  assert.equal(read.pasted.state, "unclear");
});

test("a URL without a database gets the login's name, as libpq does", () => {
  assert.equal(understand("postgresql://boss:pw@db.example").form?.database, "boss");
});

test("every field that is missing is named", () => {
  assert.deepEqual(Object.keys(missingIn({ ...EMPTY_FORM, port: "70000" }, NOTHING_TYPED)).sort(), [
    "database",
    "host",
    "password",
    "port",
    "user",
  ]);
});

test("an empty certificate is sent as none", () => {
  assert.equal(targetOf({ ...EMPTY_FORM, caPem: " \n" }, NOTHING_TYPED).caPem, null);
});

test("an SSH server is sent when it is named, with what was typed for it", () => {
  const form = { ...EMPTY_FORM, sshHost: " bastion.example ", sshUser: "jump" };
  assert.equal(targetOf(EMPTY_FORM, NOTHING_TYPED).ssh, undefined);
  assert.deepEqual(targetOf(form, { ...NOTHING_TYPED, sshPassword: "pw" }).ssh, {
    host: "bastion.example",
    port: 22,
    user: "jump",
    password: "pw",
    privateKey: null,
    passphrase: null,
    hostKey: null,
  });
  assert.match(missingIn(form, NOTHING_TYPED).ssh ?? "", /password or a private key/);
  assert.equal(missingIn(form, { ...NOTHING_TYPED, sshKey: "KEY" }).ssh, undefined);
});

test("a pasted sslmode=disable is no word of the reader's; what was left out and what can be chosen is told", () => {
  const read = understand("postgres://me:pw@a.example,b.example:5433/shop?sslmode=disable&pgbouncer=true");
  assert.equal(read.form?.tls, null);
  assert.ok(read.pasted.state === "read");
  assert.deepEqual(read.pasted.dropped.map(({ key }) => key).sort(), ["pgbouncer", "sslmode"]);
  assert.deepEqual(read.pasted.hosts, [
    { host: "a.example", port: null },
    { host: "b.example", port: 5433 },
  ]);
});
