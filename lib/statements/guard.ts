import { ident, literal, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

/** Settings that hang on the role. It may switch them off for itself (docs: SET), so they are guards, never evidence. */
export const GUARDS = [
  "statement_timeout",
  "idle_in_transaction_session_timeout",
  "lock_timeout",
  "default_transaction_read_only",
] as const;
export type GuardName = (typeof GUARDS)[number];

/** Closed list above, so a name needs no quoting. */
const NAMES: Record<GuardName, Sql> = {
  statement_timeout: sql`statement_timeout`,
  idle_in_transaction_session_timeout: sql`idle_in_transaction_session_timeout`,
  lock_timeout: sql`lock_timeout`,
  default_transaction_read_only: sql`default_transaction_read_only`,
};

const TITLES: Record<GuardName, (value: string) => string> = {
  statement_timeout: (ms) => `Stop slow questions after ${Number(ms) / 1000} seconds.`,
  idle_in_transaction_session_timeout: (ms) =>
    `Close a visit that idles inside a transaction for ${Number(ms) / 1000} seconds.`,
  lock_timeout: (ms) => `Give up after waiting ${Number(ms) / 1000} seconds for a locked table.`,
  default_transaction_read_only: () => "Start every visit in read-only mode.",
};

/** ALTER ROLE … SET name = 'value'. */
export function setGuard(role: string, name: GuardName, value: string): Statement {
  return {
    kind: "guard",
    sql: sql`ALTER ROLE ${ident(role)} SET ${NAMES[name]} = ${literal(value)}`,
    title: TITLES[name](value),
    reason: "A guard: it keeps a slow client from slowing others. The role could switch it off, so it is no proof.",
    object: objectRef("setting", name),
  };
}

/** ALTER ROLE … RESET name. */
export function resetGuard(role: string, name: GuardName): Statement {
  return {
    kind: "guard",
    sql: sql`ALTER ROLE ${ident(role)} RESET ${NAMES[name]}`,
    title: `Take the setting ${name} off this login.`,
    reason: "The server's own default holds again.",
    object: objectRef("setting", name),
  };
}
