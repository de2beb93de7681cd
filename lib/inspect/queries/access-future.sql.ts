import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Creators whose later tables in these schemas ($2, oid[]) the role and its groups ($1, oid[]) will not be able to read:
 * no default privilege of theirs, here or everywhere, gives SELECT to one of them or to PUBLIC. $3 and $4: schema by
 * schema, who owns relations there.
 *
 *     schema: public | creator: app_owner | why: may create
 */
export const futureCreators: Sql = sql`
with makers (schema, creator, why) as (
  select o.schema, o.owner, 1
  from rows from (pg_catalog.unnest($3::pg_catalog.oid[]), pg_catalog.unnest($4::pg_catalog.oid[])) o (schema, owner)
  union
  select n.oid, e.grantee, 2
  from pg_catalog.pg_namespace n
  cross join lateral pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) e
  where n.oid = any ($2::pg_catalog.oid[]) and e.privilege_type = 'CREATE' and e.grantee <> 0
  union
  select n.oid, n.nspowner, 3 from pg_catalog.pg_namespace n where n.oid = any ($2::pg_catalog.oid[])
), real as (
  select m.schema, case r.rolname when 'pg_database_owner' then d.datdba else m.creator end as creator, m.why
  from makers m
  join pg_catalog.pg_roles r on r.oid = m.creator
  join pg_catalog.pg_database d on d.datname = pg_catalog.current_database()
)
select n.nspname as schema, r.rolname as creator,
  case pg_catalog.min(x.why) when 1 then 'owns relations' when 2 then 'may create' else 'owns the schema' end as why
from real x
join pg_catalog.pg_namespace n on n.oid = x.schema
join pg_catalog.pg_roles r on r.oid = x.creator
where not x.creator = any ($1::pg_catalog.oid[])
  and not exists (
    select from pg_catalog.pg_default_acl a cross join lateral pg_catalog.aclexplode(a.defaclacl) e
    where a.defaclrole = x.creator and a.defaclobjtype = 'r' and a.defaclnamespace in (0, x.schema)
      and e.privilege_type = 'SELECT' and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])))
group by n.nspname, r.rolname
order by n.nspname, r.rolname`;

/** Default privileges that will hand more than SELECT to a role of $1 or PUBLIC. */
export const defaultGrants: Sql = sql`
select a.oid, a.defaclrole as creator, n.nspname as schema, a.defaclobjtype as "objectType", e.grantee,
  pg_catalog.array_agg(e.privilege_type order by e.privilege_type) as privileges,
  coalesce(pg_catalog.array_agg(e.privilege_type order by e.privilege_type) filter (where e.is_grantable), '{}') as grantable
from pg_catalog.pg_default_acl a
left join pg_catalog.pg_namespace n on n.oid = a.defaclnamespace
cross join lateral pg_catalog.aclexplode(a.defaclacl) e
where (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and e.grantee <> a.defaclrole
  and (e.is_grantable or (a.defaclobjtype, e.privilege_type) not in
    (('r', 'SELECT'), ('S', 'SELECT'), ('f', 'EXECUTE'), ('T', 'USAGE'), ('n', 'USAGE'), ('L', 'SELECT')))
group by a.oid, a.defaclrole, n.nspname, a.defaclobjtype, e.grantee
order by a.oid, e.grantee`;
