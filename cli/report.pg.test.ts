import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type Login, type TestDatabase, withDatabase } from "../lib/testing/clusters.ts";
import { runCommand } from "./run-command.fixture.ts";

// What it says about other databases of the shared server is not looked at: the verdict is another test's.

function urlOf(db: TestDatabase, { user, password }: Login): string {
  return `postgresql://${user}:${password}@${db.host}:${db.port}/${encodeURIComponent(db.name)}`;
}

async function withFolder(work: (file: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-report-"));
  try {
    await work((name) => path.join(folder, name));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test("create and audit write a report without a secret; verify says whether it is as it was signed", () =>
  withDatabase(17, (db) =>
    withFolder(async (file) => {
      const admin = await db.admin("createrole");
      await db.query(
        `create schema app; create table app.orders (id int); create table app.users (id int, password_hash text);
         create schema hr; create table hr.pay (id int)`,
        admin,
      );
      const role = `${db.prefix}_lucien`;
      const [report, key] = [file("report.json"), file("key.pem")];
      const made = await runCommand(
        ["create", "--role", role, "--schema", "app", "--json", "--report", report, "--sign-key", key],
        { ADMIN_DATABASE_URL: urlOf(db, admin) },
      );
      const { connectionUrl } = JSON.parse(made.out);
      assert.equal(fs.statSync(key).mode & 0o777, 0o600);
      const text = fs.readFileSync(report, "utf8");
      for (const secret of [admin.password, new URL(connectionUrl).password]) assert.ok(!text.includes(secret));
      assert.ok(!/SCRAM-SHA-256\$\d/.test(text));
      const { report: told } = JSON.parse(text);
      assert.deepEqual(
        [told.applied.way, told.applied.by, told.applied.outcome, told.password.mode, told.guards.connectionLimit],
        ["terminal", admin.user, "created", "verifier", 10],
      );
      const tables = told.schemas.flatMap(
        (schema: { name: string; tables: { name: string; read: string; withheld: string[] }[] }) =>
          schema.tables.map(({ name, read, withheld }) => [schema.name, name, read, ...withheld]),
      );
      assert.deepEqual(tables, [
        ["app", "orders", "all"],
        ["app", "users", "part", "password_hash"],
        ["hr", "pay", "none"],
      ]);

      const good = await runCommand(["report", "verify", report, "--json"]);
      assert.equal(good.code, 0, good.err);
      const { state, keyId } = JSON.parse(good.out);
      assert.equal(state, "signed");
      assert.equal((await runCommand(["report", "verify", report, "--key", keyId])).code, 0);
      const other = await runCommand(["report", "verify", report, "--json", "--key", "0".repeat(32)]);
      assert.deepEqual([other.code, JSON.parse(other.out).state], [1, "other-key"]);

      fs.writeFileSync(report, text.replace('"read":"none"', '"read":"all" '));
      const changed = await runCommand(["report", "verify", report, "--json"]);
      assert.deepEqual([changed.code, JSON.parse(changed.out)], [1, { formatVersion: 1, state: "changed" }]);

      const checked = await runCommand(["audit", "--report", report], { READONLY_DATABASE_URL: connectionUrl });
      assert.match(checked.err, /It is not signed/);
      const unsigned = await runCommand(["report", "verify", report, "--json"]);
      assert.deepEqual([unsigned.code, JSON.parse(unsigned.out).state], [1, "unsigned"]);
      assert.equal(JSON.parse(fs.readFileSync(report, "utf8")).report.applied, null);
    }),
  ));

test("what cannot be written or read, and a key without a report, is refused before anything is done", () =>
  withFolder(async (file) => {
    const env = {
      READONLY_DATABASE_URL: "postgresql://a:b@127.0.0.1:1/c",
      ADMIN_DATABASE_URL: "postgresql://a:b@127.0.0.1:1/c",
    };
    const codeOf = async (args: string[]) => {
      const ran = await runCommand([...args, "--json"], env);
      return [ran.code, JSON.parse(ran.out).error.code];
    };
    assert.deepEqual(await codeOf(["audit", "--report", file("none/report.json")]), [2, "usage.report-file"]);
    assert.deepEqual(await codeOf(["create", "--sign-key", file("key.pem")]), [2, "usage.sign-key"]);
    assert.deepEqual(await codeOf(["report", "verify", file("none.json")]), [2, "usage.report-file"]);
    assert.deepEqual(await codeOf(["report", "verify", file("none.json"), "--key", "short"]), [2, "usage.flag-value"]);
    assert.deepEqual(await codeOf(["report", "verfy", file("none.json")]), [2, "usage.command"]);
    assert.deepEqual(await codeOf(["report", "verify"]), [2, "usage.arguments"]);
    const failed = await runCommand(["audit", "--report", file("report.json")], env);
    assert.deepEqual([failed.code, fs.existsSync(file("report.json"))], [3, false]);
  }));
