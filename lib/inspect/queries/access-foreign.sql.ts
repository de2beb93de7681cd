import { type Sql, sql } from "../../postgres/sql.ts";

/** Of a relation in pg_class `c`: the roles of $1, and PUBLIC as 0, with a grant of SELECT on it or on a column. */
export function selectGrantees(c: Sql): Sql {
  return sql`array(select distinct e.grantee
    from (select ${c}.relacl union all select a.attacl from pg_catalog.pg_attribute a where a.attrelid = ${c}.oid) l (acl)
    cross join lateral pg_catalog.aclexplode(l.acl) e
    where e.privilege_type = 'SELECT' and e.grantee <> ${c}.relowner
      and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) order by 1)`;
}

/**
 * What a role of $1 (oid[]) can read that runs a program on the server: foreign tables of file_fdw with the option
 * program, and views over them, which read as their owner.
 *
 *     schema: public | name: load | kind: f | table: public.load | program: cat /proc/loadavg | grantees: {16390}
 */
export const foreignPrograms: Sql = sql`
with recursive programs as materialized (
  select t.ftrelid as oid, o.option_value as program
  from pg_catalog.pg_foreign_table t
  join pg_catalog.pg_foreign_server s on s.oid = t.ftserver
  join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
  join pg_catalog.pg_proc h on h.oid = w.fdwhandler and h.prosrc = 'file_fdw_handler'
  cross join lateral pg_catalog.pg_options_to_table(t.ftoptions) o
  where o.option_name = 'program'
), up (root, oid) as (
  select p.oid, p.oid from programs p
  union
  select u.root, w.ev_class
  from up u
  join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = u.oid
    and d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  join pg_catalog.pg_rewrite w on w.oid = d.objid and w.ev_type = '1'
  join pg_catalog.pg_class v on v.oid = w.ev_class and v.relkind = 'v'
)
select n.nspname as schema, c.relname as name, c.relkind as kind, b.nspname || '.' || f.relname as "table", p.program,
  ${selectGrantees(sql`c`)} as grantees
from up u
join programs p on p.oid = u.root
join pg_catalog.pg_class f on f.oid = u.root
join pg_catalog.pg_namespace b on b.oid = f.relnamespace
join pg_catalog.pg_class c on c.oid = u.oid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT'))
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE'))
order by n.nspname, c.relname, "table"`;
