import { sql } from "../../postgres/sql.ts";

/**
 * What of a request the role can really read now, asked inside the transaction that granted it. $1 role name,
 * $2 and $3 schema and name of relations that are to be readable whole (two arrays: ten thousand names as JSON take longer
 * to read than the question itself), $4 `[{"schema","name","columns"}]` for those by column, $5 schema names. One row for each that is *not* readable:
 *
 *     what     | schema | name
 *     relation | public | orders
 *
 * has_*_privilege follows PUBLIC and inherited groups, as the role's own session will.
 */
export const UNREADABLE = sql`
with me as (
  select r.oid from pg_catalog.pg_roles r where r.rolname = $1
),
asked as (
  select w.schema, w.name, null::pg_catalog.jsonb as columns
  from rows from (pg_catalog.unnest($2::pg_catalog.text[]), pg_catalog.unnest($3::pg_catalog.text[])) as w(schema, name)
  union all
  select a.schema, a.name, a.columns
  from pg_catalog.jsonb_to_recordset($4::pg_catalog.jsonb) as a(schema text, name text, columns jsonb)
),
found as (
  select a.schema, a.name, a.columns, c.oid
  from asked a
  left join pg_catalog.pg_namespace n on n.nspname = a.schema
  left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = a.name
)
select 'relation' as what, f.schema, f.name
from found f cross join me
where f.oid is null
  or case when f.columns is null then not pg_catalog.has_table_privilege(me.oid, f.oid, 'SELECT')
     else exists (
       select from pg_catalog.jsonb_array_elements_text(f.columns) as k(name)
       left join pg_catalog.pg_attribute t on t.attrelid = f.oid and t.attname = k.name and t.attnum > 0 and not t.attisdropped
       where t.attnum is null or not pg_catalog.has_column_privilege(me.oid, f.oid, t.attnum, 'SELECT'))
     end
union all
select 'schema', s.name, null
from pg_catalog.unnest($5::pg_catalog.text[]) as s(name) cross join me
left join pg_catalog.pg_namespace n on n.nspname = s.name
where n.oid is null or not pg_catalog.has_schema_privilege(me.oid, n.oid, 'USAGE')
union all
select 'database', null, d.datname
from pg_catalog.pg_database d cross join me
where d.datname = pg_catalog.current_database() and not pg_catalog.has_database_privilege(me.oid, d.oid, 'CONNECT')
order by 1, 2, 3`;

/**
 * What the role itself holds beyond reading, on relations, columns and schemas: a grant of ours would never give it.
 *
 *     schema | name   | privilege
 *     public | orders | INSERT
 */
export const OWN_WRITES = sql`
with me as (
  select r.oid from pg_catalog.pg_roles r where r.rolname = $1
)
select n.nspname as schema, c.relname as name, a.privilege_type as privilege
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join me
cross join lateral pg_catalog.aclexplode(c.relacl) a
where a.grantee = me.oid and a.privilege_type <> 'SELECT'
union all
select n.nspname, c.relname, a.privilege_type
from pg_catalog.pg_attribute t
join pg_catalog.pg_class c on c.oid = t.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join me
cross join lateral pg_catalog.aclexplode(t.attacl) a
where t.attacl is not null and a.grantee = me.oid and a.privilege_type <> 'SELECT'
union all
select n.nspname, null, a.privilege_type
from pg_catalog.pg_namespace n
cross join me
cross join lateral pg_catalog.aclexplode(n.nspacl) a
where a.grantee = me.oid and a.privilege_type <> 'USAGE'
order by 1, 2, 3`;
