import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { envSchema } from "../app/_server/env-variables.ts";
import { AppError } from "../lib/errors.ts";
import { backupOf, countRecords, restoreInto } from "../lib/store/backup.ts";
import type { Engine } from "../lib/store/engine.ts";
import { openEngine, openStore, type StorePlace } from "../lib/store/open-store.ts";
import { storePlace } from "../lib/store/place.ts";
import { REPOSITORY } from "./install.ts";

const USAGE = "usage: npm run store -- backup [FILE] | restore FILE [--force] | check | invite\n";

/** Runs one of the four, says what was done, and gives the exit code. The app may run meanwhile. */
export async function runStoreTask(args: readonly string[]): Promise<number> {
  const [task = "", file] = args.filter((arg) => arg !== "--force");
  try {
    if (task === "backup") return await backup(file ?? `lucien-store-${new Date().toISOString().slice(0, 10)}.json`);
    if (task === "restore" && file) return await restore(file, args.includes("--force"));
    if (task === "check") return await check();
    if (task === "invite") return await invite();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  }
  process.stderr.write(USAGE);
  return 2;
}

async function backup(file: string): Promise<number> {
  const text = await withEngine((engine) => backupOf(engine, Date.now()));
  // `wx`: a backup of before is not written over. It holds ciphertext and hashes, so it is for its owner alone.
  fs.writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  process.stdout.write(
    `Written to ${file}. Whoever has it can try passphrases against it: keep it as you keep keys.\n`,
  );
  return 0;
}

async function restore(file: string, force: boolean): Promise<number> {
  const text = fs.readFileSync(file, "utf8");
  await withEngine((engine) => restoreInto(engine, text, force));
  process.stdout.write("Restored. Everybody has to sign in again.\n");
  return 0;
}

async function check(): Promise<number> {
  const counts = await withEngine(countRecords);
  const told = Object.entries(counts).map(([table, count]) => `${table.replace("_", "-")} ${count}`);
  process.stdout.write(`The store is whole, and its schema is this app's. ${told.join(", ")}\n`);
  return 0;
}

/** For who has lost the passphrase and can reach the machine: a link that makes one more founder. */
async function invite(): Promise<number> {
  const store = await openStore(place());
  try {
    const [token, now] = [randomBytes(32).toString("base64url"), Date.now()];
    await store.invites.add(createHash("sha256").update(token).digest("hex"), "terminal", now + 3_600_000, now);
    process.stdout.write(`Open /join#${token} at the app's address within an hour. It works once.\n`);
    return 0;
  } finally {
    await store.close();
  }
}

async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(place());
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Where the app has it: the same variables, and the folder of `npm start`. */
function place(): StorePlace {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const { STORE_DATABASE_URL, DATA_DIR } = envSchema.pick({ STORE_DATABASE_URL: true, DATA_DIR: true }).parse(given);
  const folder = path.resolve(REPOSITORY, DATA_DIR);
  if (STORE_DATABASE_URL === undefined && !fs.existsSync(path.join(folder, "store.db"))) {
    process.stderr.write(`There is no store in ${folder} yet: an empty one is made.\n`);
  }
  return storePlace(STORE_DATABASE_URL, folder);
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return [error.message, error.hint, error.detail].filter(Boolean).join("\n");
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return `${file} is there already. Name another file.`;
  if (code === "ENOENT") return `There is no file ${file}.`;
  return `${(error as Error).name} ${code ?? ""}`;
}
