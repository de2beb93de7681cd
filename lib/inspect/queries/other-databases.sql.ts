import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The other databases of the cluster, template databases last. `loginTrigger` is pg_database.dathasloginevt (17+): an
 * event trigger would run when somebody signs in there.
 * | name      | connectable | template | loginTrigger |
 * | otherdb   | t           | f        | f            |
 * | template1 | t           | t        | f            |
 */
export function otherDatabases(versionNum: number): Sql {
  const trigger = versionNum >= 170_000 ? sql`d.dathasloginevt` : sql`false`;
  return sql`
select d.datname as name, d.datistemplate as template, ${trigger} as "loginTrigger",
  -- A limit of 0 lets nobody in but superusers; -2 marks what a broken DROP DATABASE left.
  d.datallowconn and d.datconnlimit not in (0, -2) and pg_catalog.has_database_privilege($1::pg_catalog.name, d.oid, 'CONNECT') as connectable
from pg_catalog.pg_database d
where d.datname <> pg_catalog.current_database() and d.datname <> 'template0'
order by d.datistemplate, d.datname`;
}
