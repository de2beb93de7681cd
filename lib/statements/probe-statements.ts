import { ident, integer, join, literal, qualified, type Sql, sql } from "../postgres/sql.ts";
import { joinRole } from "./membership.ts";

/** Statements that try something as the role. Sent only inside a transaction that is rolled back. */

type Named = { schema: string; name: string };
type Kinded = Named & { kind: string };

export type ProbeMode = "read only" | "read write";

/** Where the session is another's: the role to be, and who has to let itself in first (null: it is in already). */
export type Becoming = { role: string; join: { admin: string; versionNum: number } | null };

/**
 * Opens what the tries stand in: budgets first, then the role where the session is another's, last the savepoint that
 * every try begins by returning to. One message, so where any of it fails there is no savepoint and nothing is tried.
 * The role's own default_transaction_read_only would answer 25006 where 42501 is the truth: the mode is said out loud.
 */
export function openProbes(mode: ProbeMode, lockMs: number, statementMs: number, becoming: Becoming | null): Sql {
  // A membership cannot be granted under READ ONLY; what follows it can be put under it all the same.
  const joins = becoming?.join != null;
  const begin = mode === "read only" && !joins ? sql`begin read only` : sql`begin read write`;
  const become = becoming === null ? sql`` : steps(becoming, mode);
  return sql`${begin};
set local search_path = pg_catalog;
set local lock_timeout = ${integer(lockMs)};
set local statement_timeout = ${integer(statementMs)};
set local idle_in_transaction_session_timeout = 10000;
${become}savepoint probe`;
}

function steps({ role, join }: Becoming, mode: ProbeMode): Sql {
  const become = sql`set local role ${ident(role)};\n`;
  if (join === null) return become;
  const only = mode === "read only" ? sql`set transaction read only;\n` : sql``;
  return sql`${joinRole(role, join.admin, join.versionNum).sql};\n${only}${become}`;
}

/** Returning to the savepoint also gives back the locks of the try before, so none is held for longer than a try. */
export function oneProbe(probe: Sql): Sql {
  return sql`rollback to savepoint probe;
${probe}`;
}

export const CLOSE_PROBES: Sql = sql`rollback`;
export const READ_WRITE_SESSION: Sql = sql`set default_transaction_read_only = off`;

export const SELECT_ONE: Sql = sql`select 1`;
export const SELECT_CTE: Sql = sql`with numbers as (select 1 as n) select n from numbers`;

/** Reads no row: the privileges are checked when the executor starts, and LIMIT 0 lets no node below it run. */
export function readNoRow(relation: Named, columns: readonly string[] | null): Sql {
  const list = columns === null ? sql`*` : join(columns.map(ident));
  return sql`select ${list} from ${qualified(relation.schema, relation.name)} limit 0`;
}

/** EXPLAIN asks for the privilege and runs neither trigger nor default nor sequence. */
export function tryInsert(relation: Named): Sql {
  return sql`explain insert into ${qualified(relation.schema, relation.name)} default values`;
}

export function tryUpdate(relation: Named, column: string): Sql {
  return sql`explain update ${qualified(relation.schema, relation.name)} set ${ident(column)} = null where false`;
}

export function tryDelete(relation: Named): Sql {
  return sql`explain delete from ${qualified(relation.schema, relation.name)} where false`;
}

/** Asks for ownership or the privilege before any lock (RangeVarCallbackForTruncate, tablecmds.c). */
export function tryTruncate(relation: Named): Sql {
  return sql`truncate table only ${qualified(relation.schema, relation.name)}`;
}

const KIND_WORDS: Readonly<Record<string, Sql>> = {
  r: sql`table`,
  p: sql`table`,
  v: sql`view`,
  m: sql`materialized view`,
  f: sql`foreign table`,
};

/** Asks for ownership before any lock (RangeVarCallbackForAlterRelation). */
export function tryAlter({ schema, name, kind }: Kinded): Sql {
  return sql`alter ${KIND_WORDS[kind] ?? sql`table`} ${qualified(schema, name)} owner to current_user`;
}

/** Asks for ownership before any lock (RangeVarCallbackForDropRelation). */
export function tryDrop({ schema, name, kind }: Kinded): Sql {
  return sql`drop ${KIND_WORDS[kind] ?? sql`table`} ${qualified(schema, name)}`;
}

export function tryCreateTable(schema: string, name: string): Sql {
  return sql`create table ${qualified(schema, name)} ()`;
}

export function tryCreateTemporary(name: string): Sql {
  return sql`create temporary table ${ident(name)} ()`;
}

export function tryCreateSchema(name: string): Sql {
  return sql`create schema ${ident(name)}`;
}

/** Asks for the privilege before it looks at READ ONLY (nextval_internal, do_setval), so nothing can move. */
export function tryNextval(sequence: Named): Sql {
  return sql`select pg_catalog.nextval(${literal(qualified(sequence.schema, sequence.name))})`;
}

export function trySetval(sequence: Named): Sql {
  return sql`select pg_catalog.setval(${literal(qualified(sequence.schema, sequence.name))}, 1, false)`;
}

export function trySetRole(role: string): Sql {
  return sql`set local role ${ident(role)}`;
}
