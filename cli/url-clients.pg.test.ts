import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { buildForms, parsePaste, type UrlForms } from "../lib/credentials/url.ts";
import { RIGHT, SELF_SIGNED, TEST_CA, type TestCertificate } from "../lib/postgres/tls.fixtures.ts";
import { withCluster } from "../lib/testing/clusters.ts";
import { askWith, urlClients } from "../lib/testing/url-clients.ts";
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
  const names = CLIENTS.map(({ name }) => name);
  for (const name of ["node pg", "postgres.js"]) assert.ok(names.includes(name), names.join());
});

test(`a certificate that everybody knows: the URL says verify-full, and works in ${names()}`, () => {
  const ca = fileOf("ca.pem", TEST_CA);
  // Everybody knows it: Node by this variable, libpq and JDBC by the file in the home folder.
  fileOf(".postgresql/root.crt", TEST_CA);
  const known = { HOME: folder, NODE_EXTRA_CA_CERTS: ca, JAVA_TOOL_OPTIONS: `-Duser.home=${folder}` };
  return withCreated(RIGHT, { env: { NODE_EXTRA_CA_CERTS: ca } }, async (forms, sslmode) => {
    assert.equal(sslmode, "verify-full");
    await Promise.all(
      CLIENTS.map(async (client) => assert.match(await askWith(client, forms, known), SIGNED_IN, client.name)),
    );
  });
});

for (const [what, server, authority] of [
  ["an authority of the host's own", RIGHT, TEST_CA],
  ["a self-signed certificate", SELF_SIGNED, SELF_SIGNED.certificate],
] as const) {
  test(`${what}: the URL says require, and works in ${names()}`, () => {
    const ca = fileOf("own.pem", authority);
    return withCreated(server, { flags: ["--ca-file", ca] }, async (forms, sslmode) => {
      assert.equal(sslmode, "require");
      const tries = CLIENTS.map(async (client) => {
        // node pg 8 reads `require` as verify-full, so it has to be told of the authority, beside the URL.
        const env: Record<string, string> = client.name === "node pg" ? { NODE_EXTRA_CA_CERTS: ca } : {};
        assert.match(await askWith(client, forms, env), SIGNED_IN, client.name);
        if (client.name === "node pg") assert.match(await askWith(client, forms, {}), /SELF_SIGNED|UNABLE_TO_VERIFY/);
      });
      await Promise.all(tries);
    });
  });
}

function names(): string {
  return CLIENTS.map(({ name }) => name).join(", ");
}
