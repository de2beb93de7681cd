import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * What the policies' USING says. pg_get_expr opens the relation and would wait behind an ACCESS EXCLUSIVE lock, so
 * relations on which one is held or awaited are passed over, and the caller sets lock_timeout for what comes between.
 *
 * { oid: 16500, expression: "(owner = CURRENT_USER)" }
 */
export const POLICY_EXPRESSIONS: Sql = sql`
select p.oid, pg_catalog.pg_get_expr(p.polqual, p.polrelid) as expression
  from pg_catalog.pg_policy p
 where p.polqual is not null
   and not exists (select from pg_catalog.pg_locks l
                    where l.relation = p.polrelid and l.locktype = 'relation' and l.mode = 'AccessExclusiveLock'
                      and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
 order by p.oid`;

export type PolicyExpressionRow = { oid: number; expression: string };
