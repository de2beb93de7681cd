import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../secret.ts";
import { VERSIONS, withCluster } from "../testing/clusters.ts";
import { type Target, withClient } from "./client.ts";
import { sql } from "./sql.ts";
import { EXPIRED, OTHER_NAME, RIGHT, SELF_SIGNED, TEST_CA, type TestCertificate } from "./tls.fixtures.ts";
import type { TlsMode } from "./tls.ts";
import { UntrustedError } from "./untrusted.ts";

const [version = 17] = VERSIONS;

const LOGINS =
  "create role plain login password 'p1'; set password_encryption = md5; create role old login password 'p2'";
const HBA = `
local all all reject
host all plain 127.0.0.1/32 password
host all old 127.0.0.1/32 md5
hostnossl all only_tls 127.0.0.1/32 reject
hostssl all shown 127.0.0.1/32 scram-sha-256 clientcert=verify-ca
host all all 127.0.0.1/32 scram-sha-256
`;

type Server = { target: (over?: Partial<Target>) => Target };

function withTlsServer(certificate: TestCertificate, work: (server: Server) => Promise<void>): Promise<void> {
  const conf = { ssl: true, ssl_cert_file: "server.crt", ssl_key_file: "server.key", ssl_ca_file: "clients.crt" };
  // Whoever shows this very certificate is let in where one is asked for.
  const clients = { "clients.crt": SELF_SIGNED.certificate };
  const files = { "server.crt": certificate.certificate, "server.key": certificate.key, ...clients };
  return withCluster(version, { conf, files, hba: HBA }, (cluster) =>
    cluster.withDatabase(async (db) => {
      const base = db.targetFor(db.superuser.user, db.superuser.password);
      await work({ target: (over = {}) => ({ ...base, host: "localhost", database: "postgres", tls: null, ...over }) });
      await cluster.query("drop role if exists plain, old, shown");
    }),
  );
}

/** What the line reached, or the code of the refusal. */
function outcome(target: Target): Promise<string> {
  return withClient(target, {}, async (client) => {
    const { rows } = await client.query<{ ssl: boolean }>(
      sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`,
    );
    assert.equal(rows[0]?.ssl, client.info.tls !== "disable");
    return client.info.tls as string;
  }).catch((error) => error.code);
}

async function expectOutcomes(
  server: Server,
  table: readonly (readonly [host: string, tls: TlsMode | null, caPem: string | null, expected: string])[],
): Promise<void> {
  for (const [host, tls, caPem, expected] of table) {
    assert.equal(
      await outcome(server.target({ host, tls, caPem })),
      expected,
      `${host} ${tls} ${caPem === null ? "" : "with CA"}`,
    );
  }
}

test("a certificate of the provider's own CA is accepted with that CA only, and never by default", () =>
  withTlsServer(RIGHT, async (server) => {
    await expectOutcomes(server, [
      ["localhost", null, null, "connect.certificate-incomplete"],
      ["localhost", "verify-full", null, "connect.certificate-incomplete"],
      ["localhost", "verify-ca", null, "connect.certificate-incomplete"],
      ["localhost", null, TEST_CA, "verify-full"],
      ["127.0.0.1", null, TEST_CA, "verify-full"],
      ["localhost", "verify-ca", TEST_CA, "verify-full"],
      ["localhost", "require", null, "require"],
      ["localhost", "require", TEST_CA, "verify-full"],
      ["localhost", "disable", null, "disable"],
      ["localhost", null, SELF_SIGNED.certificate, "connect.certificate-incomplete"],
      ["localhost", null, "not a certificate", "connect.ca-unreadable"],
    ]);
    await withClient(server.target({ caPem: TEST_CA }), {}, async ({ info }) => {
      assert.deepEqual(info.warnings, []);
      assert.equal(info.certificate?.issuer, "Test CA of lucien-readonly");
      assert.equal(info.certificate?.names, "DNS:localhost, IP Address:127.0.0.1");
      assert.equal(info.certificate?.selfSigned, false);
    });
  }));

test("a certificate for another name is accepted when only its issuer is to be checked", () =>
  withTlsServer(OTHER_NAME, (server) =>
    expectOutcomes(server, [
      ["localhost", null, TEST_CA, "connect.certificate-name"],
      ["127.0.0.1", "verify-full", TEST_CA, "connect.certificate-name"],
      ["localhost", "verify-ca", TEST_CA, "verify-ca"],
      // Pinned itself, though somebody else signed it.
      ["localhost", "verify-ca", OTHER_NAME.certificate, "verify-ca"],
      ["localhost", "require", TEST_CA, "require"],
    ]),
  ));

test("a self-signed certificate is accepted when it is given itself", () =>
  withTlsServer(SELF_SIGNED, (server) =>
    expectOutcomes(server, [
      ["localhost", null, null, "connect.certificate-self-signed"],
      ["localhost", null, SELF_SIGNED.certificate, "verify-full"],
      ["localhost", "require", null, "require"],
    ]),
  ));

test("an expired certificate is refused, its issuer known or not checked", () =>
  withTlsServer(EXPIRED, (server) =>
    expectOutcomes(server, [
      ["localhost", null, TEST_CA, "connect.certificate-expired"],
      ["localhost", "verify-ca", TEST_CA, "connect.certificate-expired"],
      ["localhost", "require", TEST_CA, "require"],
    ]),
  ));

test("a password is sent in clear or as MD5 to a server whose certificate was checked, and to no other", () =>
  withTlsServer(RIGHT, async (server) => {
    await withClient(server.target({ caPem: TEST_CA }), {}, (client) => client.query(sql`${LOGINS as never}`));
    for (const [user, password] of [
      ["plain", "p1"],
      ["old", "p2"],
    ] as const) {
      const login = { user, password: new Secret(password) };
      assert.equal(await outcome(server.target({ ...login, caPem: TEST_CA })), "verify-full");
      assert.equal(await outcome(server.target({ ...login, tls: "require" })), "connect.weak-sign-in");
      assert.equal(await outcome(server.target({ ...login, tls: "disable" })), "connect.weak-sign-in");
    }
  }));

test("a server that wants encryption says so to a line without", () =>
  withTlsServer(RIGHT, async (server) => {
    const login = { user: "only_tls", password: new Secret("x"), tls: "disable" as const };
    assert.equal(await outcome(server.target(login)), "connect.address-not-allowed");
  }));

test("a server that asks for a certificate gets the one that was given, with its key", () =>
  withTlsServer(RIGHT, async (server) => {
    const login = { user: "shown", password: new Secret("p3"), caPem: TEST_CA };
    await withClient(server.target({ caPem: TEST_CA }), {}, (client) =>
      client.query(sql`create role shown login password 'p3'`),
    );
    const mine = { pem: SELF_SIGNED.certificate, key: new Secret(SELF_SIGNED.key) };
    assert.equal(await outcome(server.target(login)), "connect.client-certificate-required");
    assert.equal(await outcome(server.target({ ...login, clientCertificate: mine })), "verify-full");
    const other = { ...mine, key: new Secret(RIGHT.key) };
    const unfit = await outcome(server.target({ ...login, clientCertificate: other }));
    assert.equal(unfit, "connect.client-certificate-unreadable");
  }));

test("a certificate that is not believed is shown, and pinned it is believed", () =>
  withTlsServer(SELF_SIGNED, async (server) => {
    const refusal = await withClient(server.target({}), {}, async () => null).catch((error) => error);
    assert.ok(refusal instanceof UntrustedError && refusal.shown.kind === "certificate");
    const { facts, pem } = refusal.shown;
    assert.match(facts.fingerprint256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.equal(await outcome(server.target({ tls: "verify-ca", caPem: pem })), "verify-full");
    assert.equal(await outcome(server.target({ tls: "verify-ca", caPem: TEST_CA })), "connect.certificate-self-signed");
  }));
