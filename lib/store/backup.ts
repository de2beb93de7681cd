import { AppError } from "../errors.ts";
import type { Engine, Row, Step, Value } from "./engine.ts";
import { filledSince, SCHEMA_VERSION, TABLES } from "./migrations.ts";

const FORMAT = "lucien-readonly store";

/** Sessions are left out, so that a restored store signs nobody in who had signed out; counts begin anew. */
const LEFT_OUT: readonly string[] = ["sessions", "counters"];
const KEPT = TABLES.filter((table) => !LEFT_OUT.includes(table));

type Backup = { format: string; schema: number; madeAt: string; tables: Record<string, Row[]> };

/** Everything as of one moment, as JSON: from one kind of store it can be brought into the other. */
export async function backupOf(engine: Engine, now: number): Promise<string> {
  const answers = (await engine.together(KEPT.map(readAll), true)) ?? [];
  const tables = Object.fromEntries(
    KEPT.map((table, i) => [table, table === "activity" ? unnumbered(answers[i]) : (answers[i] ?? [])]),
  );
  const madeAt = new Date(now).toISOString();
  return `${JSON.stringify({ format: FORMAT, schema: SCHEMA_VERSION, madeAt, tables } satisfies Backup)}\n`;
}

/**
 * Puts a backup's records in the place of what is there, all or nothing. Throws AppError `usage.backup` when it is none
 * of ours, `refused.store-in-use` when somebody has been set up here already and `force` is not given.
 */
export async function restoreInto(engine: Engine, text: string, force: boolean): Promise<void> {
  const { tables, schema } = readBackup(text);
  const unused: Step = { text: "select 1 as unused where not exists (select id from founders)", must: true };
  const done = await engine.together([
    ...(force ? [] : [unused]),
    ...[...TABLES].reverse().map((table) => ({ text: `delete from ${table}` })),
    ...KEPT.flatMap((table) => (tables[table] ?? []).map((row) => insert(table, row))),
    ...filledSince(schema).map((text) => ({ text })),
  ]);
  if (done === null) throw inUse();
}

/** Reads every row there is. Throws AppError `internal.store*` when one cannot be read. Gives the numbers. */
export async function countRecords(engine: Engine): Promise<Record<string, number>> {
  await engine.checkIntegrity();
  const answers = (await engine.together(TABLES.map(readAll), true)) ?? [];
  return Object.fromEntries(TABLES.map((table, i) => [table, answers[i]?.length ?? 0]));
}

function readAll(table: string): Step {
  return { text: `select * from ${table}${table === "activity" ? " order by id" : ""}` };
}

/** The log is numbered anew, in its order: PostgreSQL gives these numbers itself. */
function unnumbered(log: readonly Row[] = []): Row[] {
  return log.map(({ id, ...row }) => row);
}

function insert(table: string, row: Row): Step {
  const columns = Object.keys(row);
  const places = columns.map((_, i) => `$${i + 1}`).join(", ");
  const values = columns.map((column) => row[column] as Value);
  return { text: `insert into ${table} (${columns.join(", ")}) values (${places})`, values };
}

function readBackup(text: string): Backup {
  let found: Partial<Backup>;
  try {
    found = JSON.parse(text) as Partial<Backup>;
  } catch {
    throw noBackup("It is not JSON.");
  }
  if (found?.format !== FORMAT || typeof found.tables !== "object") throw noBackup("It does not say that it is one.");
  // Later versions only add what may be empty, so what an older one lacks is filled in.
  if (!Number.isSafeInteger(found.schema) || Number(found.schema) < 1 || Number(found.schema) > SCHEMA_VERSION)
    throw noBackup(`It is of schema version ${found.schema}; this app reads up to ${SCHEMA_VERSION}.`);
  for (const row of KEPT.flatMap((table) => found.tables?.[table] ?? [])) checkRow(row);
  return found as Backup;
}

/** Names of columns become part of a statement. */
function checkRow(row: Row): void {
  const fits = ([column, value]: [string, unknown]) =>
    /^[a-z_]+$/.test(column) && (value === null || typeof value === "string" || Number.isSafeInteger(value));
  if (typeof row !== "object" || row === null || !Object.entries(row).every(fits)) throw noBackup("A row is damaged.");
}

function noBackup(detail: string): AppError {
  return new AppError("usage.backup", "This file is no backup of this app's records.", {
    hint: "Nothing was changed. Take a file that `npm run store -- backup` has written.",
    detail,
  });
}

function inUse(): AppError {
  return new AppError("refused.store-in-use", "This store holds records already.", {
    hint: "Nothing was changed. To put the backup in their place: --force. What is there now is then gone.",
  });
}
