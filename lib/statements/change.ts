import type { Statement } from "./statement.ts";

/** A statement and what takes it back. `undo` is run in its own order; an empty one goes with the role itself. */
export type Change = { readonly statement: Statement; readonly undo: readonly Statement[] };

/** A change that its reverse takes back exactly. */
export function change(statement: Statement, ...undo: Statement[]): Change {
  return { statement, undo };
}
