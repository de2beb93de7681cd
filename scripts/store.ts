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

const USAGE = "usage: npm run store -- backup [FILE] | restore FILE [--force] | check | invite";

type Surroundings = Readonly<Record<string, string | undefined>>;

/** What was done, or why not, and the exit code. */
export type Done = { code: number; said: string };

/** Runs one of the four on the store that `env` names. The app may run meanwhile. */
export async function runStoreTask(args: readonly string[], env: Surroundings): Promise<Done> {
  const [task = "", file] = args.filter((arg) => arg !== "--force");
  try {
    if (task === "backup") return done(await backup(env, file ?? `lucien-store-${today()}.json`));
    if (task === "restore" && file) return done(await restore(env, file, args.includes("--force")));
    if (task === "check") return done(await check(env));
    if (task === "invite") return done(await invite(env));
  } catch (error) {
    return { code: 1, said: sentenceOf(error) };
  }
  return { code: 2, said: USAGE };
}

function done(said: string): Done {
  return { code: 0, said };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

async function backup(env: Surroundings, file: string): Promise<string> {
  const text = await withEngine(env, (engine) => backupOf(engine, Date.now()));
  // `wx`: a backup of before is not written over. It holds ciphertext and hashes, so it is for its owner alone.
  fs.writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  return `Written to ${file}. Whoever has it can try passphrases against it: keep it as you keep keys.`;
}

async function restore(env: Surroundings, file: string, force: boolean): Promise<string> {
  const text = fs.readFileSync(file, "utf8");
  await withEngine(env, (engine) => restoreInto(engine, text, force));
  return "Restored. Everybody has to sign in again.";
}

async function check(env: Surroundings): Promise<string> {
  const counts = await withEngine(env, countRecords);
  const told = Object.entries(counts).map(([table, count]) => `${table.replace("_", "-")} ${count}`);
  return `The store is whole, and its schema is this app's. ${told.join(", ")}`;
}

/** For who has lost the passphrase and can reach the machine: a link that makes one more founder. */
async function invite(env: Surroundings): Promise<string> {
  const store = await openStore(place(env));
  try {
    const [token, now] = [randomBytes(32).toString("base64url"), Date.now()];
    await store.invites.add(createHash("sha256").update(token).digest("hex"), "terminal", now + 3_600_000, now);
    return `Open /join#${token} at the app's address within an hour. It works once.`;
  } finally {
    await store.close();
  }
}

async function withEngine<T>(env: Surroundings, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(place(env));
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Where the app has it: the same variables, and the folder of `npm start`. */
function place(env: Surroundings): StorePlace {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const { STORE_DATABASE_URL, DATA_DIR } = envSchema.pick({ STORE_DATABASE_URL: true, DATA_DIR: true }).parse(given);
  const folder = path.resolve(REPOSITORY, DATA_DIR);
  return storePlace(STORE_DATABASE_URL, folder);
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return [error.message, error.hint, error.detail].filter(Boolean).join("\n");
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return `${file} is there already. Name another file.`;
  if (code === "ENOENT") return `There is no file ${file}.`;
  return `${(error as Error).name} ${code ?? ""}`;
}
