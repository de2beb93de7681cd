import { ident, integer, qualified, type Sql, sql } from "../postgres/sql.ts";
import type { RelationName } from "./grant.ts";
import { joinRole } from "./membership.ts";

/** Not changes of the database: what holds our own transactions together. Not shown in a preview. */

/** One lock a database around our changes ("lucien" in ASCII, cut to two int4). Held by the session. */
const LOCK_KEYS: Sql = sql`${integer(0x6c756369)}, ${integer(0x656e)}`;

/** Asked again and again instead of waited for: a waiting statement would hold a snapshot of the customer's database. */
export const TRY_LOCK = sql`select pg_catalog.pg_try_advisory_lock(${LOCK_KEYS}) as got`;
export const UNLOCK = sql`select pg_catalog.pg_advisory_unlock(${LOCK_KEYS})`;

/** Behind a transaction pooler a session lock would stay with a stranger: there it belongs to the transaction. */
export const LOCK_IN_TRANSACTION = sql`select pg_catalog.pg_advisory_xact_lock(${LOCK_KEYS})`;

/** When the temporary password runs out, by the clock that will judge it. */
export const SERVER_TIME = sql`select pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()) + '10 minutes'::pg_catalog.interval, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as in_ten_minutes`;

export const SAVEPOINT = sql`savepoint lucien`;
export const ROLLBACK_TO_SAVEPOINT = sql`rollback to savepoint lucien`;
export const RELEASE_SAVEPOINT = sql`release savepoint lucien`;

/** Around everything that is done as the role; others are set inside it, so it has a name of its own. */
export const ROLE_SAVEPOINT = sql`savepoint lucien_role`;
export const ROLLBACK_TO_ROLE_SAVEPOINT = sql`rollback to savepoint lucien_role`;

/** Steps into the role inside a savepoint. Rolling back to it ends the membership and the SET ROLE. */
export function stepInto(role: string, admin: { name: string; superuser: boolean }, versionNum: number): Sql[] {
  const join = admin.superuser ? [] : [joinRole(role, admin.name, versionNum).sql];
  return [...join, sql`set local role ${ident(role)}`];
}

/** Reads no row; the privilege is checked when the executor starts (execMain.c, ExecCheckPermissions). */
export function readNothing(relation: RelationName): Sql {
  return sql`select 1 from ${qualified(relation.schema, relation.name)} limit 0`;
}
