import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { openEngine, openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

const ROUNDS = 20;
const folderOfChild = process.env.STORE_TEST_FOLDER;

if (folderOfChild !== undefined) await moveForEver(await openStore({ folder: folderOfChild }));
else {
  test("kill -9 at twenty moments: what was acknowledged is there, and the next one goes on", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-kill-"));
    try {
      let acknowledged = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const last = await killAfter(folder, 1 + Math.floor(Math.random() * 40));
        assert.ok(last > acknowledged, "the child went on from where the one before was killed");
        acknowledged = last;
        const engine = await openEngine({ folder });
        await engine.checkIntegrity();
        await engine.close();
        const store = await openStore({ folder });
        const kept = await store.handOffs.get("h");
        assert.ok(kept !== null && kept.version >= acknowledged);
        assert.equal((await store.activity.list({ limit: 100_000, subject: "h" })).length, kept.version - 1);
        await store.close();
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
}

/** Lets another process move the hand-off and kills it once it has acknowledged so many moves; the last it told. */
async function killAfter(folder: string, moves: number): Promise<number> {
  const env = { ...process.env, STORE_TEST_FOLDER: folder, NODE_TEST_CONTEXT: "" };
  const child = spawn(process.execPath, [import.meta.filename], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  let [last, told] = [0, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    told += 1;
    // What it tells between the signal and its end counts as well.
    if (told === moves) child.kill("SIGKILL");
  }
  await exited;
  assert.ok(told >= moves, "the child did not end by itself");
  return last;
}

/** Moves one hand-off again and again, and says the version of each move once the store has answered. */
async function moveForEver({ handOffs }: Store): Promise<never> {
  const end = Number.MAX_SAFE_INTEGER;
  const fresh = { attempt: 1, authHash: "", record: "", expiresAt: end, purgeAt: end, verifier: null, box: null };
  await handOffs.add({ id: "h", founderId: "f", state: "a", passcodeHash: null, facts: "", ...fresh }, 1);
  for (;;) {
    const { version = 0 } = (await handOffs.get("h")) ?? {};
    const activity = { at: 1, kind: "moved", founderId: null, subject: "h", facts: { version } };
    const moved = await handOffs.move({ id: "h", version, from: ["a"], set: {}, now: 1, activity });
    fs.writeSync(1, `${moved?.version}\n`);
  }
}
