import fs from "node:fs";
import path from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { AppError } from "../errors.ts";
import type { Engine, Row, Step } from "./engine.ts";
import { migrations, SCHEMA_VERSION } from "./migrations.ts";
import { damaged, newerSchema, storeFailure } from "./store-error.ts";

/** How long another process (a backup, a second app by mistake) is waited for. */
const BUSY_MS = 5_000;

/**
 * Opens the store in one file, 0600, and brings it up to date. WAL with synchronous=FULL: COMMIT returns after fsync of
 * the log (sqlite.org/pragma.html#pragma_synchronous), so what was acknowledged outlives a kill -9 and a power cut.
 * Each transaction runs within one turn of the event loop, so callers of this process never mix.
 */
export function openSqlite(file: string): Engine {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    // Made before SQLite does: the -wal and -shm files take over its mode.
    fs.closeSync(fs.openSync(file, "a", 0o600));
    fs.chmodSync(file, 0o600);
    const db = new DatabaseSync(file, { timeout: BUSY_MS });
    try {
      db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
      migrate(db);
    } catch (error) {
      db.close();
      throw error;
    }
    return engineOn(db);
  } catch (cause) {
    throw storeFailure(cause);
  }
}

function engineOn(db: DatabaseSync): Engine {
  const prepared = new Map<string, StatementSync>();
  const run = ({ text, values = [] }: Step): Row[] => {
    const statement = prepared.get(text) ?? db.prepare(text);
    prepared.set(text, statement);
    const named = Object.fromEntries(values.map((value, i) => [`$${i + 1}`, value]));
    return statement.all(named) as Row[];
  };
  return {
    async together(steps) {
      try {
        return transaction(db, steps, run);
      } catch (cause) {
        throw storeFailure(cause);
      }
    },
    async checkIntegrity() {
      const [found] = run({ text: "pragma integrity_check" });
      if (found?.integrity_check !== "ok") throw damaged(String(found?.integrity_check));
    },
    async close() {
      if (db.isOpen) db.close();
    },
  };
}

function transaction(db: DatabaseSync, steps: readonly Step[], run: (step: Step) => Row[]): Row[][] | null {
  // Not deferred: a transaction that reads first and writes later could find that another one wrote in between.
  db.exec("begin immediate");
  try {
    const all: Row[][] = [];
    for (const step of steps) {
      const found = run(step);
      if (step.must && found.length === 0) {
        db.exec("rollback");
        return null;
      }
      all.push(found);
    }
    db.exec("commit");
    return all;
  } catch (error) {
    if (db.isTransaction) db.exec("rollback");
    throw error;
  }
}

function migrate(db: DatabaseSync): void {
  db.exec("begin immediate");
  try {
    const { user_version: version = 0 } = (db.prepare("pragma user_version").get() ?? {}) as { user_version?: number };
    if (version > SCHEMA_VERSION) throw newerSchema(version);
    for (const statement of migrations("sqlite").slice(version).flat()) db.exec(statement);
    db.exec(`pragma user_version = ${SCHEMA_VERSION}`);
    db.exec("commit");
  } catch (error) {
    if (db.isTransaction) db.exec("rollback");
    throw error instanceof AppError ? error : storeFailure(error);
  }
}
