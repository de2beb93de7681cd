export type Value = string | number | null;
export type Row = Record<string, Value>;

/** One statement in words that SQLite and Postgres share, with $1, $2 … */
export type Step = {
  text: string;
  values?: readonly Value[];
  /** Unless it gives a row, nothing of the whole happens. */
  must?: true;
};

/** What a store stands on. */
export type Engine = {
  /**
   * All steps in one transaction, one at a time with everybody else's as far as they touch the same rows; their rows in
   * order. Null, and nothing was done, when a step that `must` gave none. `oneMoment`: all see the records as of the first.
   */
  together(steps: readonly Step[], oneMoment?: boolean): Promise<Row[][] | null>;
  /** Throws AppError `internal.store-damaged` unless it can be read whole. */
  checkIntegrity(): Promise<void>;
  close(): Promise<void>;
};

/** The rows of one statement. */
export async function rows(engine: Engine, text: string, ...values: Value[]): Promise<Row[]> {
  return (await engine.together([{ text, values }]))?.[0] ?? [];
}

/** Its first row, or null. */
export async function row(engine: Engine, text: string, ...values: Value[]): Promise<Row | null> {
  return (await rows(engine, text, ...values))[0] ?? null;
}

/** Whether it gave a row: for statements that end in `returning`. */
export async function did(engine: Engine, text: string, ...values: Value[]): Promise<boolean> {
  return (await row(engine, text, ...values)) !== null;
}

/** `$3, $4, $5`: for `in (…)`. */
export function places(count: number, first: number): string {
  return Array.from({ length: count }, (_, i) => `$${first + i}`).join(", ");
}
