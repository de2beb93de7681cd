import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { withDatabase } from "../testing/clusters.ts";
import { backupOf, restoreInto } from "./backup.ts";
import { migrations, SCHEMA_VERSION } from "./migrations.ts";
import { openEngine, openStore, type StorePlace } from "./open-store.ts";

const MADE = 1_000;
const ROTATED = 5_000;

test("a file of the first version keeps its logins and learns when their passwords were set", async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-migrated-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const db = new DatabaseSync(path.join(folder, "store.db"));
  for (const statement of [...(migrations("sqlite")[0] ?? []), ...ROWS]) db.exec(statement);
  db.exec("pragma user_version = 1");
  db.close();
  assert.deepEqual(await passwords({ folder }), KNOWN);
  assert.deepEqual(await passwords({ folder }), KNOWN);
});

test("so does a database of the first version, and a backup that was made with it", () =>
  withDatabase(18, async (db) => {
    await db.query("create schema lucien_store; create table lucien_store.schema_version (version bigint not null)");
    const old = [...(migrations("postgres")[0] ?? []), ...ROWS, "insert into schema_version values (1)"];
    await db.query(`set search_path = lucien_store; ${old.join("; ")}; reset search_path`);
    const place: StorePlace = { target: db.targetFor(db.superuser.user, db.superuser.password) };
    assert.deepEqual(await passwords(place), KNOWN);
    const engine = await openEngine(place);
    const now = JSON.parse(await backupOf(engine, MADE));
    assert.equal(now.schema, SCHEMA_VERSION);
    for (const row of now.tables.connections)
      for (const column of ["password_set_at", "valid_until"]) delete row[column];
    await restoreInto(engine, JSON.stringify({ ...now, schema: 1 }), true);
    await engine.close();
    assert.deepEqual(await passwords(place), KNOWN);
  }));

const KNOWN = { made: MADE, rotated: ROTATED, elsewhere: null };

const ROWS = [
  login("made", "verifier"),
  login("rotated", "sealed"),
  login("elsewhere", "kept"),
  ...[ROTATED - 1, ROTATED].map(
    (at) => `insert into activity (at, kind, subject, facts) values (${at}, 'connection.rotated', 'rotated', '{}')`,
  ),
  "insert into checks values ('made', 1000, 'read-only', 1, 1, '', null)",
];

function login(id: string, mode: string): string {
  return `insert into connections (id, founder_id, created_at, name, host, port, database, role, sslmode, password_mode)
    values ('${id}', 'anna', ${MADE}, '${id}', 'db.example', 5432, '${id}', 'lucien', 'require', '${mode}')`;
}

async function passwords(place: StorePlace): Promise<Record<string, number | null>> {
  const store = await openStore(place);
  try {
    const found = await store.connections.list();
    assert.equal(found.find(({ id }) => id === "made")?.checks.length, 1);
    return Object.fromEntries(found.map(({ id, passwordSetAt }) => [id, passwordSetAt]));
  } finally {
    await store.close();
  }
}
