import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Secret } from "../secret.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withPeer } from "../testing/rogue.ts";
import { type SshFixture, withSshServer } from "../testing/ssh-server.ts";
import { SSHD, withSshd } from "../testing/sshd.ts";
import { OPEN_POLICY } from "./addresses.ts";
import { type Target, withClient } from "./client.ts";
import { connectInSteps, type VisibleStepEvent } from "./connect-steps.ts";
import { sql } from "./sql.ts";
import type { SshServer } from "./ssh.ts";

const [version = 17] = VERSIONS;

function through(ssh: Pick<SshFixture, "port" | "user" | "hostKey">, over: Partial<SshServer> = {}): SshServer {
  const { port, user, hostKey } = ssh;
  return { host: "127.0.0.1", port, user, password: null, privateKey: null, passphrase: null, hostKey, ...over };
}

function targetOf(db: TestDatabase, ssh: SshServer): Target {
  // A name that only the SSH server knows: whoever dials it is the one who got there.
  return { ...db.targetFor(db.superuser.user, db.superuser.password), host: "db.inside", tls: null, ssh };
}

/** The database that was reached, or the code of the failure; nothing of it holds a secret. */
function outcome(target: Target): Promise<string> {
  return withClient(target, { timeoutMs: 30_000 }, async (client) => {
    const { rows } = await client.query<{ name: string }>(sql`select current_database()::text as name`);
    return rows[0]?.name ?? "";
  }).catch((error) => {
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /CANARY|PRIVATE KEY/);
    return error.code;
  });
}

test("through an SSH server a database is reached by password and by key, with or without a passphrase", () =>
  withDatabase(version, (db) =>
    withSshServer(async (ssh) => {
      const ways: Partial<SshServer>[] = [
        { password: new Secret(ssh.password) },
        { privateKey: new Secret(ssh.privateKey) },
        { privateKey: new Secret(ssh.lockedKey), passphrase: new Secret("open sesame") },
      ];
      for (const way of ways) assert.equal(await outcome(targetOf(db, through(ssh, way))), db.name);
      const target = targetOf(db, through(ssh, ways[0]));
      await withClient(target, {}, async (client) => {
        assert.equal(client.info.tls, "disable");
        assert.match(client.info.warnings.join(), /Between the SSH server and db\.inside/);
        const { rows } = await client.query(sql`select repeat('x', 3000000) as x`);
        assert.equal(String(rows[0]?.x).length, 3_000_000);
      });
    }),
  ));

test("a host key that nobody confirmed, or another than that, is shown, and gets no name and no password", () =>
  withDatabase(version, (db) =>
    withSshServer(async (ssh) => {
      for (const [hostKey, code] of [
        [null, "connect.ssh-host-key-unknown"],
        ["SHA256:other", "connect.ssh-host-key-changed"],
      ] as const) {
        const target = targetOf(db, through(ssh, { hostKey, password: new Secret(ssh.password) }));
        const events: VisibleStepEvent[] = [];
        const steps = connectInSteps(
          target,
          {},
          (event) => events.push(event),
          () => assert.fail(),
        );
        await assert.rejects(steps, { code, field: "ssh" });
        const failed = events.find((event) => event.state === "failed");
        assert.deepEqual(failed?.state === "failed" && failed.shown, {
          kind: "ssh-host-key",
          type: "ssh-ed25519",
          fingerprint: ssh.hostKey,
        });
      }
      assert.deepEqual(ssh.attempts(), []);
    }),
  ));

test("what goes wrong on the way has words of its own", () =>
  withDatabase(version, (db) =>
    withSshServer(async (ssh) => {
      const wrong = { password: new Secret("CANARY") };
      const right = { password: new Secret(ssh.password) };
      assert.equal(await outcome(targetOf(db, through(ssh, wrong))), "connect.ssh-sign-in-rejected");
      assert.equal(ssh.attempts().filter((one) => one.endsWith("password")).length, 1);
      assert.equal(await outcome(targetOf(db, through(ssh))), "connect.ssh-sign-in-rejected");
      const garbled = { privateKey: new Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY") };
      assert.equal(await outcome(targetOf(db, through(ssh, garbled))), "connect.ssh-key-unreadable");
      const locked = { privateKey: new Secret(ssh.lockedKey), passphrase: new Secret("CANARY") };
      assert.equal(await outcome(targetOf(db, through(ssh, locked))), "connect.ssh-key-unreadable");
      const closed = { ...targetOf(db, through(ssh, right)), port: 1 };
      assert.equal(await outcome(closed), "connect.ssh-far-unreachable");
      const away = targetOf(db, through(ssh, { ...right, port: 1 }));
      assert.equal(await outcome(away), "connect.port-closed");
      await withPeer(
        (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
        async (port) =>
          assert.equal(await outcome(targetOf(db, through(ssh, { ...right, port }))), "connect.ssh-failed"),
      );
    }),
  ));

test("an SSH server that passes nothing on is told as such", () =>
  withDatabase(version, (db) =>
    withSshServer(
      async (ssh) => {
        const target = targetOf(db, through(ssh, { password: new Secret(ssh.password) }));
        assert.equal(await outcome(target), "connect.ssh-forwarding-refused");
      },
      { forwarding: false },
    ),
  ));

test("the dial guard holds for the SSH server's address", () =>
  withDatabase(version, (db) =>
    withSshServer(async (ssh) => {
      const target = targetOf(db, through(ssh, { password: new Secret(ssh.password) }));
      for (const over of [{ deny: ["127.0.0.0/8"] }, { ownPorts: [ssh.port] }]) {
        const refused = withClient(target, { dial: { ...OPEN_POLICY, ...over } }, () => assert.fail());
        await assert.rejects(refused, { code: "refused.address" });
      }
      assert.deepEqual(ssh.attempts(), []);
    }),
  ));

test("OpenSSH's own server passes us on", { skip: SSHD === null && "no sshd on this machine" }, () =>
  withDatabase(version, (db) =>
    withSshd(async (ssh) => {
      const server = through(ssh, { privateKey: new Secret(ssh.privateKey) });
      const target = { ...targetOf(db, server), host: "127.0.0.1" };
      assert.equal(await outcome(target), db.name);
      assert.equal(await outcome({ ...target, ssh: { ...server, hostKey: null } }), "connect.ssh-host-key-unknown");
    }),
  ),
);
