import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type Done, runStoreTask } from "./store.ts";

test("the store task: check, invite, backup and restore; a file that is there stays, and so do records without --force", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-store-task-"));
  const [data, file] = [path.join(folder, "data"), path.join(folder, "backup.json")];
  try {
    assert.match((await run(data, "check")).said, /The store is whole.*founders 0/);
    assert.match((await run(data, "invite")).said, /Open \/join#[\w-]{43} at/);
    assert.equal((await run(data, "backup", file)).code, 0);
    assert.equal(fs.statSync(file).mode & 0o077, 0);
    const written = fs.readFileSync(file, "utf8");
    assert.match((await run(data, "backup", file)).said, /is there already/);
    assert.equal(fs.readFileSync(file, "utf8"), written);
    assert.equal((await run(data, "restore", file)).code, 0);
    fs.writeFileSync(file, withFounder(written));
    assert.equal((await run(data, "restore", file)).code, 0);
    assert.match((await run(data, "restore", file)).said, /holds records already/);
    assert.equal((await run(data, "restore", file, "--force")).code, 0);
    assert.match((await run(data, "check")).said, /founders 1/);
    assert.match((await run(data, "restore", path.join(folder, "none"))).said, /There is no file/);
    assert.equal((await run(data)).code, 2);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

function withFounder(backup: string): string {
  const founder = { id: "a", name: "A", name_key: "a", passphrase_hash: "x", epoch: 1, created_at: 1 };
  return backup.replace('"founders":[]', `"founders":[${JSON.stringify(founder)}]`);
}

function run(data: string, ...args: string[]): Promise<Done> {
  return runStoreTask(args, { DATA_DIR: data, STORE_DATABASE_URL: "" });
}
