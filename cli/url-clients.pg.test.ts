import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { type ClientName, clientNeeds, type Way } from "../lib/credentials/client-needs.ts";
import { buildForms, parsePaste, type UrlForms } from "../lib/credentials/url.ts";
import { RIGHT, SELF_SIGNED, TEST_CA, type TestCertificate } from "../lib/postgres/tls.fixtures.ts";
import { withCluster } from "../lib/testing/clusters.ts";
import { askWith, javaStore, libpqVersion, urlClients } from "../lib/testing/url-clients.ts";
import { runCommand } from "./run-command.fixture.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "url-clients-"));
after(() => fs.rmSync(folder, { recursive: true }));
const CLIENTS = urlClients(folder);

/** A file with this text, in the folder of the test. */
function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** What `create` gives on a server with this certificate, in all its forms. */
async function withCreated(
  server: TestCertificate,
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: string[] },
  work: (forms: UrlForms, sslmode: string) => Promise<void>,
): Promise<void> {
  const conf = { ssl: true, ssl_cert_file: "server.crt", ssl_key_file: "server.key" };
  const files = { "server.crt": server.certificate, "server.key": server.key };
  await withCluster(17, { conf, files }, async (cluster) => {
    await cluster.query("create table public.orders (id int)");
    const { user, password } = cluster.superuser;
    const url = `postgresql://${user}:${password}@localhost:${cluster.port}/postgres`;
    const run = await runCommand(["create", "--json", "--schema", "public", ...flags], {
      ...env,
      ADMIN_DATABASE_URL: url,
    });
    const { connectionUrl } = JSON.parse(run.out) as { connectionUrl: string };
    assert.ok(connectionUrl, run.out + run.err);
    const { fields, password: made } = parsePaste(connectionUrl);
    const parts = {
      ...fields,
      port: fields.port ?? 0,
      password: made ?? "",
      sslmode: fields.tls ?? "disable",
    } as const;
    const forms = buildForms(parts);
    assert.equal(forms.url, connectionUrl);
    await work(forms, parts.sslmode);
  });
}

const SIGNED_IN = /^lucien_readonly true$/m;

test("the clients that the checkout brings are among those that are tried", () => {
  const names: string[] = CLIENTS.map(({ name }) => name);
  for (const name of ["node pg", "postgres.js"]) assert.ok(names.includes(name), names.join());
});

/** Each client as `clientNeeds` says: those that need nothing get the bare URL, the others fail with it, then do not. */
async function holds(forms: UrlForms, sslmode: "verify-full" | "require", ca: string): Promise<void> {
  const { asItIs, needs } = clientNeeds({ sslmode, host: "localhost" });
  const client = (name: ClientName) => CLIENTS.filter((one) => one.name === name);
  const bare = asItIs.flatMap(client).map(async (one) => {
    const known: Record<string, string> = sslmode === "verify-full" ? { NODE_EXTRA_CA_CERTS: ca } : {};
    assert.match(await askWith(one, forms, known), SIGNED_IN, one.name);
  });
  const helped = needs.flatMap(({ clients, ways }) =>
    clients.flatMap(client).map(async (one) => {
      assert.doesNotMatch(await askWith(one, forms, {}), SIGNED_IN, `${one.name} needs nothing`);
      for (const way of ways.filter(isHere)) {
        const [changed, env] = helpedBy(way, forms, ca);
        assert.match(await askWith(one, changed, env), SIGNED_IN, `${one.name} with ${JSON.stringify(way)}`);
      }
    }),
  );
  await Promise.all([...bare, ...helped]);
}

function helpedBy(way: Way, forms: UrlForms, ca: string): [UrlForms, Record<string, string>] {
  if ("append" in way) {
    const changed = { ...forms, url: forms.url + way.append, jdbc: forms.jdbc + way.append };
    return [changed, { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${javaStore(ca)}` }];
  }
  // What stands for the machine's own list is OpenSSL's, which this variable puts elsewhere.
  return [forms, { [way.variable]: way.value === "FILE" ? ca : way.value, SSL_CERT_FILE: ca }];
}

/** libpq knows `system` from 16 on. */
function isHere(way: Way): boolean {
  return "append" in way || way.value !== "system" || libpqVersion() >= 16;
}

test(`a certificate that everybody knows: the URL says verify-full, and works in ${names()} as the notes say`, () => {
  const ca = fileOf("ca.pem", TEST_CA);
  return withCreated(RIGHT, { env: { NODE_EXTRA_CA_CERTS: ca } }, async (forms, sslmode) => {
    assert.equal(sslmode, "verify-full");
    await holds(forms, "verify-full", ca);
    // With the authorities in the home folder, where libpq and JDBC look by themselves, the bare URL is enough.
    fileOf(".postgresql/root.crt", TEST_CA);
    const known = { HOME: folder, NODE_EXTRA_CA_CERTS: ca, JAVA_TOOL_OPTIONS: `-Duser.home=${folder}` };
    const tries = CLIENTS.map(async (one) => assert.match(await askWith(one, forms, known), SIGNED_IN, one.name));
    await Promise.all(tries);
  });
});

for (const [what, server, authority] of [
  ["an authority of the host's own", RIGHT, TEST_CA],
  ["a self-signed certificate", SELF_SIGNED, SELF_SIGNED.certificate],
] as const) {
  test(`${what}: the URL says require, and works in ${names()} as the notes say`, () => {
    const ca = fileOf("own.pem", authority);
    return withCreated(server, { flags: ["--ca-file", ca] }, async (forms, sslmode) => {
      assert.equal(sslmode, "require");
      await holds(forms, "require", ca);
      if (server === RIGHT) await noneForAll(forms);
    });
  });
}

/** Whatever else would spare node pg its certificate is refused by another: why the URL says no more than sslmode. */
async function noneForAll({ url }: UrlForms): Promise<void> {
  const tried = ["&uselibpqcompat=true", "&sslmode=no-verify", "&ssl=no-verify", "&sslmode=prefer", "&ssl=true"];
  const others = CLIENTS.filter(({ name }) => ["node pg", "postgres.js", "psql"].includes(name));
  for (const extra of tried) {
    const forms = { url: url + extra } as UrlForms;
    const answers = await Promise.all(others.map((client) => askWith(client, forms, {})));
    const libpqIsHere = others.some(({ name }) => name === "psql");
    const allTakeIt = answers.every((answer) => SIGNED_IN.test(answer));
    assert.ok(!allTakeIt || !libpqIsHere, `${extra} works everywhere: put it into the URL`);
  }
}

function names(): string {
  return CLIENTS.map(({ name }) => name).join(", ");
}
