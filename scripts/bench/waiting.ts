import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { addHandOff, revokeHandOff } from "../../lib/hand-off/founder-moves.ts";
import { makeHandOff } from "../../lib/hand-off/protocol.ts";
import { newRoot } from "../../lib/hand-off/root-key.ts";
import { openStore } from "../../lib/store/open-store.ts";
import type { Store } from "../../lib/store/store.ts";
import { freePort } from "../../lib/testing/server.ts";
import { startApp } from "../app.ts";
import { buildIfChanged } from "../build.ts";

/** How many of the waiting hand-offs are changed, by another process on the same store. */
const CHANGED = 100;

/** Founders who wait at once: what they cost the app in memory, and how soon they notice what another process changed. */
export async function benchWaiting(sizes: readonly number[]): Promise<void> {
  buildIfChanged();
  for (const size of sizes) await bench(size);
}

async function bench(size: number): Promise<void> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-waiting-"));
  const app = await startApp({ port: await freePort(), env: { DATA_DIR: data } });
  const cookie = await becomeFounder(app.url, data);
  const store = await openStore({ folder: data });
  try {
    const ids = await handOffs(store, size);
    const idle = memoryOf(app.pid);
    const began = performance.now();
    const founders = await Promise.all(ids.map((id) => wait(app.url, cookie, id)));
    const connected = performance.now() - began;
    const waiting = memoryOf(app.pid);
    const times: number[] = [];
    for (const founder of founders.slice(0, CHANGED)) times.push(await noticed(store, founder));
    times.sort((a, b) => a - b);
    report(size, { idle, waiting, connected, times });
    for (const { end } of founders) end();
  } finally {
    await store.close();
    await app.stop();
    fs.rmSync(data, { recursive: true });
  }
}

type Figures = { idle: number; waiting: number; connected: number; times: readonly number[] };

function report(size: number, { idle, waiting, connected, times }: Figures): void {
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  const each = Math.round((waiting - idle) / size);
  process.stdout.write(
    `${size} founders wait: connected in ${Math.round(connected)} ms, ${Math.round(idle / 1024)} MB idle, ` +
      `${Math.round(waiting / 1024)} MB with them (${each} kB each); notice another process's change after ` +
      `${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (last of ${times.length})\n`,
  );
}

async function becomeFounder(url: string, data: string): Promise<string> {
  const token = fs.readFileSync(path.join(data, "setup-link"), "utf8").trim().split("#")[1];
  const answer = await fetch(`${url}/setup/claim`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ token, name: "Bench", passphrase: "only for this measurement" }),
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return cookies.join("; ");
}

async function handOffs(store: Store, count: number): Promise<string[]> {
  const { root } = await newRoot();
  const by = (await store.founders.list())[0] ?? { id: "" };
  const wanted = { from: "Bench", role: "lucien_readonly", wanted: "all", schemas: [], note: "", host: null };
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const now = Date.now();
    const made = await makeHandOff(root, { ...wanted, passcode: false, lifeMs: 7_200_000 }, { now });
    ids.push((await addHandOff(store.handOffs, by, { ...made, passcode: null }, now)).id);
  }
  return ids;
}

type Waiting = { id: string; next(): Promise<void>; end(): void };

/** One founder's page: an event stream of its own. Resolves once the first view is there. */
function wait(url: string, cookie: string, id: string): Promise<Waiting> {
  return new Promise((resolve, reject) => {
    let hear = () => {};
    const request = http.get(`${url}/hand-offs/${id}/events`, { agent: false, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode} instead of a stream`));
      answer.setEncoding("utf8").on("data", (text: string) => text.includes("event: view") && hear());
      hear = () => {
        const next = () => new Promise<void>((heard) => (hear = heard));
        resolve({ id, next, end: () => request.destroy() });
      };
    });
    request.on("error", reject);
  });
}

async function noticed(store: Store, { id, next }: Waiting): Promise<number> {
  const heard = next();
  const began = performance.now();
  const row = await store.handOffs.get(id);
  await revokeHandOff(store.handOffs, id, { id: row?.founderId ?? "" }, Date.now());
  await heard;
  return performance.now() - began;
}

/** Kilobytes that the process holds, as the kernel counts them (Linux). */
function memoryOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0);
}
