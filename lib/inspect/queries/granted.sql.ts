import { sql } from "../../postgres/sql.ts";

/**
 * What of a request the role can really read now, asked inside the transaction that granted it. $1 role name; $2, $3 and
 * $4 OID, schema and name of relations that are to be readable whole (three arrays: ten thousand names as JSON take longer
 * to read than the question itself), $5 `[{"oid","schema","name","columns"}]` for those by column, $6 schema names. One row
 * for each that is *not* readable, or that is no longer what was looked at (`moved`: GRANT takes names, and a relation that
 * was made anew under the name would have got what was meant for another):
 *
 *     what     | schema | name
 *     relation | public | orders
 *
 * has_*_privilege follows PUBLIC and inherited groups, as the role's own session will. It is not asked where the ACL
 * itself holds SELECT from the owner to the role. pg_class is read without indexes and TOAST tables: most of a large one.
 */
export const UNREADABLE = sql`
with me as (
  select r.oid from pg_catalog.pg_roles r where r.rolname = $1
),
asked as (
  select w.oid, w.schema, w.name, null::pg_catalog.jsonb as columns
  from rows from (pg_catalog.unnest($2::pg_catalog.oid[]), pg_catalog.unnest($3::pg_catalog.text[]),
    pg_catalog.unnest($4::pg_catalog.text[])) as w(oid, schema, name)
  union all
  select a.oid, a.schema, a.name, a.columns
  from pg_catalog.jsonb_to_recordset($5::pg_catalog.jsonb) as a(oid pg_catalog.oid, schema text, name text, columns jsonb)
),
found as (
  select a.schema, a.name, a.columns, c.oid, c.relowner, c.relacl,
    coalesce(c.relname = a.name and n.nspname = a.schema, false) as same
  from asked a
  left join pg_catalog.pg_class c on c.oid = a.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
  left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
)
select case when f.same then 'relation' else 'moved' end as what, f.schema, f.name
from found f cross join me
where case when not f.same then true
     when f.columns is not null then exists (
       select from pg_catalog.jsonb_array_elements_text(f.columns) as k(name)
       left join pg_catalog.pg_attribute t on t.attrelid = f.oid and t.attname = k.name and t.attnum > 0 and not t.attisdropped
       where t.attnum is null or not pg_catalog.has_column_privilege(me.oid, f.oid, t.attnum, 'SELECT'))
     when f.relacl is not null
       and pg_catalog.aclcontains(f.relacl, pg_catalog.makeaclitem(me.oid, f.relowner, 'SELECT', false)) then false
     else not pg_catalog.has_table_privilege(me.oid, f.oid, 'SELECT')
     end
union all
select 'schema', s.name, null
from pg_catalog.unnest($6::pg_catalog.text[]) as s(name) cross join me
left join pg_catalog.pg_namespace n on n.nspname = s.name
where n.oid is null or not pg_catalog.has_schema_privilege(me.oid, n.oid, 'USAGE')
union all
select 'database', null, d.datname
from pg_catalog.pg_database d cross join me
where d.datname = pg_catalog.current_database() and not pg_catalog.has_database_privilege(me.oid, d.oid, 'CONNECT')
order by 1, 2, 3`;

/**
 * What the role itself holds beyond reading, on relations, columns and schemas: a grant of ours would never give it.
 * Most relations share a few ACLs, so each is exploded once. Columns through pg_shdepend, which has a row for everybody
 * in an ACL but the owner: to read all of pg_attribute takes longer than all the rest, and somebody's lock waits for us
 * meanwhile.
 *
 *     schema | name   | privilege
 *     public | orders | INSERT
 */
export const OWN_WRITES = sql`
with me as (
  select r.oid from pg_catalog.pg_roles r where r.rolname = $1
),
acls as (
  select c.relacl as acl, pg_catalog.array_agg(c.oid) as oids
  from pg_catalog.pg_class c where c.relacl is not null group by c.relacl
),
held as materialized (
  select acls.oids, a.privilege_type
  from acls cross join me cross join lateral pg_catalog.aclexplode(acls.acl) a
  where a.grantee = me.oid and a.privilege_type <> 'SELECT'
)
select n.nspname as schema, c.relname as name, h.privilege_type as privilege
from held h
cross join lateral pg_catalog.unnest(h.oids) o(oid)
join pg_catalog.pg_class c on c.oid = o.oid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
union all
select n.nspname, c.relname, a.privilege_type
from me
join pg_catalog.pg_shdepend s on s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.refobjid = me.oid
  and s.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.objsubid > 0 and s.deptype = 'a'
join pg_catalog.pg_database d on d.oid = s.dbid and d.datname = pg_catalog.current_database()
join pg_catalog.pg_attribute t on t.attrelid = s.objid and t.attnum = s.objsubid
join pg_catalog.pg_class c on c.oid = t.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral pg_catalog.aclexplode(t.attacl) a
where t.attacl is not null and a.grantee = me.oid and a.privilege_type <> 'SELECT'
union all
select n.nspname, null, a.privilege_type
from pg_catalog.pg_namespace n
cross join me
cross join lateral pg_catalog.aclexplode(n.nspacl) a
where a.grantee = me.oid and a.privilege_type <> 'USAGE'
order by 1, 2, 3`;
