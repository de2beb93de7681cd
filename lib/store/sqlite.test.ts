import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { storeContract } from "./contract.fixture.ts";
import { openEngine, openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

storeContract("SQLite", (work) =>
  withFolder(async (folder) => {
    const open: Store[] = [];
    const openOne = async () => {
      const store = await openStore({ folder });
      open.push(store);
      return store;
    };
    try {
      await work(await openOne(), openOne);
    } finally {
      await Promise.all(open.map((store) => store.close()));
    }
  }),
);

test("nobody else on the machine may read the file or what SQLite puts beside it", { skip: onWindows() }, () =>
  withFolder(async (folder) => {
    const store = await openStore({ folder });
    await store.activity.add({ at: 1, kind: "a", founderId: null, subject: null, facts: {} });
    const files = fs.readdirSync(folder);
    assert.ok(files.includes("store.db-wal"));
    for (const file of files) assert.equal(fs.statSync(path.join(folder, file)).mode & 0o077, 0, file);
    await store.close();
  }),
);

test("a file that is no store, and one of a later version, are refused and left as they are", () =>
  withFolder(async (folder) => {
    const file = path.join(folder, "store.db");
    fs.writeFileSync(file, "not a database at all, but long enough to be looked at".repeat(100));
    const before = fs.readFileSync(file);
    await assert.rejects(openStore({ folder }), { code: "internal.store" });
    assert.deepEqual(fs.readFileSync(file), before);
    fs.rmSync(file);
    const engine = await openEngine({ folder });
    await engine.checkIntegrity();
    await engine.close();
    const db = new DatabaseSync(file);
    db.exec("pragma user_version = 99");
    db.close();
    await assert.rejects(openStore({ folder }), { code: "internal.store-newer" });
  }));

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-store-"));
  try {
    await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function onWindows(): boolean {
  return process.platform === "win32";
}
