import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { withDatabase } from "../testing/clusters.ts";
import { backupOf, countRecords, restoreInto } from "./backup.ts";
import { SCHEMA_VERSION } from "./migrations.ts";
import { openEngine, openStore, type StorePlace } from "./open-store.ts";

const NOW = Date.UTC(2026, 10, 23);
const ANNA = { id: "anna", name: "Anna O'Neill", passphraseHash: "scrypt" };

test("a backup of the file goes into PostgreSQL and back, whole, but for sessions; --force alone replaces records", () =>
  withDatabase(18, async (db) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-backup-"));
    try {
      const file: StorePlace = { folder };
      const server: StorePlace = { target: db.targetFor(db.superuser.user, db.superuser.password) };
      await fill(file);
      const first = await backup(file);
      await restore(server, first, false);
      assert.equal(await backup(server), first);
      await restore(file, await backup(server), true);
      assert.equal(await backup(file), first);
      await assert.rejects(restore(server, first, false), { code: "refused.store-in-use" });
      const store = await openStore(server);
      assert.equal(await store.setup.isDone(), true);
      assert.equal((await store.founders.byName("anna o'neill"))?.id, "anna");
      assert.equal(await store.sessions.find("s", 1, NOW), null);
      await store.close();
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }));

test("what is no backup changes nothing", () =>
  withDatabase(18, async (db) => {
    const server: StorePlace = { target: db.targetFor(db.superuser.user, db.superuser.password) };
    await fill(server);
    const before = await backup(server);
    const broken = [
      "",
      "{}",
      before.replace(`"schema":${SCHEMA_VERSION}`, `"schema":${SCHEMA_VERSION + 1}`),
      before.replace('"name":', '"name = 1; drop table setup --":'),
      before.replace('"name":', '"nickname":'),
    ];
    for (const text of broken) await assert.rejects(restore(server, text, true), { name: "AppError" });
    assert.equal(await backup(server), before);
  }));

async function fill(place: StorePlace): Promise<void> {
  const store = await openStore(place);
  await store.setup.arm("token", 0, NOW);
  await store.setup.claim("token", ANNA, NOW);
  await store.sessions.add("s", "anna", 1, NOW + 1_000, NOW);
  await store.founders.setRecovery("anna", null, { rootId: "r", wrapped: "w" });
  for (const kind of ["a", "b"]) await store.activity.add({ at: NOW, kind, founderId: null, subject: null, facts: {} });
  await store.close();
}

async function backup(place: StorePlace): Promise<string> {
  const engine = await openEngine(place);
  const { founders, activity } = await countRecords(engine);
  assert.deepEqual({ founders, activity }, { founders: 1, activity: 2 });
  const text = await backupOf(engine, NOW);
  await engine.close();
  return text;
}

async function restore(place: StorePlace, text: string, force: boolean): Promise<void> {
  const engine = await openEngine(place);
  try {
    await restoreInto(engine, text, force);
  } finally {
    await engine.close();
  }
}
