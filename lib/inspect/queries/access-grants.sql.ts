import { type Sql, sql } from "../../postgres/sql.ts";
import { argumentTypes } from "./access-routines.sql.ts";

/**
 * Nothing of an INSERT into a relation `c` that fails at its first row stays or runs code: no rule does something else,
 * no trigger comes before the row is checked (FOR EACH STATEMENT even for no rows; a partition's too), no identity uses
 * up a number, no default calls a function of somebody's.
 */
const leavesNothing: Sql = sql`not c.relhasrules
  and not exists (select from pg_catalog.pg_trigger g join pg_catalog.pg_class x on x.oid = g.tgrelid
    where (x.oid = c.oid or c.relkind = 'p' and x.relispartition) and not g.tgisinternal and g.tgtype & 3 <> 1)
  and not exists (select from pg_catalog.pg_attribute b
    where b.attrelid = c.oid and b.attnum > 0 and not b.attisdropped and (b.attidentity <> '' or b.attgenerated <> ''))
  and not exists (select from pg_catalog.pg_attrdef b join pg_catalog.pg_depend d
      on d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = b.oid
    where b.adrelid = c.oid and d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)`;

/** INSERT that always fails: row security binds every role of $1, and no permissive policy lets a row of theirs in. */
const rowsShutOut: Sql = sql`c.relrowsecurity and ${leavesNothing}
  and not exists (select from pg_catalog.pg_policy y
    where y.polrelid = c.oid and y.polpermissive and y.polcmd in ('a', '*')
      and (0 = any (y.polroles) or exists (select from pg_catalog.unnest(y.polroles) q (oid),
        pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
        where q.oid <> 0 and r.oid <> 0 and pg_catalog.pg_has_role(r.oid, q.oid, 'MEMBER'))))
  and not exists (select from pg_catalog.pg_roles r
    where r.oid = any ($1::pg_catalog.oid[]) and (r.rolsuper or r.rolbypassrls
      or pg_catalog.pg_has_role(r.oid, c.relowner, 'MEMBER'))) as "rowsShutOut"`;

/**
 * INSERT into single columns that always fails: nobody of $1 may fill some other column, which is NOT NULL without a
 * default, or takes its number from a sequence that nobody of $1 may use (nextval, 1574, perhaps as int4 or int2).
 */
const columnsShutOut: Sql = sql`c.relkind = 'r' and ${leavesNothing}
  and not exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_table_privilege(r.oid, c.oid, 'INSERT'))
  and exists (
    select from pg_catalog.pg_attribute b
    join pg_catalog.pg_type y on y.oid = b.atttypid
    left join pg_catalog.pg_attrdef f on f.adrelid = b.attrelid and f.adnum = b.attnum
    where b.attrelid = c.oid and b.attnum > 0 and not b.attisdropped
      and not exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
        where pg_catalog.has_column_privilege(r.oid, c.oid, b.attnum, 'INSERT'))
      and (f.oid is null and b.attnotnull and y.typdefaultbin is null
        or f.adbin::pg_catalog.text ~ '^([{]FUNCEXPR :funcid (480|714) [^{}]*:args [(])?[{]FUNCEXPR :funcid 1574 '
          and exists (select from pg_catalog.pg_depend d
            join pg_catalog.pg_class q on q.oid = d.refobjid and q.relkind = 'S'
            where d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = f.oid
              and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              and not exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
                where pg_catalog.has_sequence_privilege(r.oid, q.oid, 'USAGE, UPDATE')))))
  as "columnsShutOut"`;

/**
 * Privileges on relations and sequences that the reachable roles ($1, oid[]) or PUBLIC hold by a grant: everything but
 * plain SELECT. A NULL ACL (only the owner) has no row here. Most relations share a few ACLs, so each is exploded once.
 *
 *     schema: public | name: orders | kind: r | grantee: 0 | privileges: {INSERT,UPDATE} | grantable: {}
 */
export const relationGrants: Sql = sql`
with acls as materialized (
  select c.relacl as acl, pg_catalog.array_agg(c.oid) as oids
  from pg_catalog.pg_class c
  where c.relacl is not null and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  group by c.relacl
), giving as materialized (
  select a.oids, g.grantee, g.grantor, g.privileges, g.grantable
  from acls a
  cross join lateral (
    select e.grantee, e.grantor, pg_catalog.array_agg(e.privilege_type order by e.privilege_type) as privileges,
      coalesce(pg_catalog.array_agg(e.privilege_type order by e.privilege_type) filter (where e.is_grantable), '{}')
        as grantable
    from pg_catalog.aclexplode(a.acl) e
    where (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and (e.privilege_type <> 'SELECT' or e.is_grantable)
    group by e.grantee, e.grantor
  ) g
), held as materialized (
  select c.oid, g.grantee, g.grantor, g.privileges, g.grantable
  from giving g
  cross join lateral pg_catalog.unnest(g.oids) r (oid)
  join pg_catalog.pg_class c on c.oid = r.oid
  where g.grantee <> c.relowner
)
select c.oid, n.nspname as schema, c.relnamespace as "schemaOid", c.relname as name, c.relkind as kind,
  c.relowner as owner, c.relrowsecurity as "rowSecurity", ${rowsShutOut}, null::pg_catalog.text as "column",
  h.grantee, h.grantor, h.privileges, h.grantable,
  case when h.grantee = 0 then coalesce((select pg_catalog.array_agg(distinct o.grantee)
    from pg_catalog.aclexplode(c.relacl) o where o.grantee <> 0 and o.privilege_type = any (h.privileges)), '{}')
    else '{}' end as holders,
  (select x.extname from pg_catalog.pg_depend d join pg_catalog.pg_extension x on x.oid = d.refobjid
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.objsubid = 0
      and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e' limit 1) as extension,
  coalesce((select pg_catalog.array_agg(s.privilege_type)
    from pg_catalog.pg_init_privs i cross join lateral pg_catalog.aclexplode(i.initprivs) s
    where c.oid < 16384 and i.objoid = c.oid and i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.objsubid = 0
      and s.grantee in (0, h.grantee)), '{}') as shipped
from held h
join pg_catalog.pg_class c on c.oid = h.oid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
order by n.nspname, c.relname, h.grantee, h.grantor`;

/** The same for single columns (pg_attribute.attacl) of these relations ($2, oid[]): one row a column and grantee. */
export const columnGrants: Sql = sql`
with held as materialized (
  select t.attrelid, t.attnum, t.attname, e.grantee, e.grantor,
    pg_catalog.array_agg(e.privilege_type order by e.privilege_type) as privileges,
    coalesce(pg_catalog.array_agg(e.privilege_type order by e.privilege_type) filter (where e.is_grantable), '{}')
      as grantable
  from pg_catalog.pg_attribute t
  join pg_catalog.pg_class c on c.oid = t.attrelid
  cross join lateral pg_catalog.aclexplode(t.attacl) e
  where t.attrelid = any ($2::pg_catalog.oid[]) and t.attacl is not null and t.attnum > 0 and not t.attisdropped
    and (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and e.grantee <> c.relowner
    and (e.privilege_type <> 'SELECT' or e.is_grantable)
  group by t.attrelid, t.attnum, t.attname, e.grantee, e.grantor
)
select c.oid, n.nspname as schema, c.relnamespace as "schemaOid", c.relname as name, c.relkind as kind,
  c.relowner as owner, c.relrowsecurity as "rowSecurity", ${rowsShutOut}, ${columnsShutOut}, h.attname as "column",
  h.grantee, h.grantor, h.privileges, h.grantable,
  case when h.grantee = 0 then coalesce((select pg_catalog.array_agg(distinct o.grantee)
    from pg_catalog.pg_attribute t cross join lateral pg_catalog.aclexplode(t.attacl) o
    where t.attrelid = h.attrelid and t.attnum = h.attnum and o.grantee <> 0
      and o.privilege_type = any (h.privileges)), '{}') else '{}' end as holders,
  null::pg_catalog.text as extension,
  coalesce((select pg_catalog.array_agg(s.privilege_type)
    from pg_catalog.pg_init_privs i cross join lateral pg_catalog.aclexplode(i.initprivs) s
    where c.oid < 16384 and i.objoid = c.oid and i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.objsubid = h.attnum
      and s.grantee in (0, h.grantee)), '{}') as shipped
from held h
join pg_catalog.pg_class c on c.oid = h.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f')
order by n.nspname, c.relname, h.attnum, h.grantee, h.grantor`;

/**
 * Privileges on everything that is not a relation or a routine, for $1 (oid[]) and PUBLIC. What every role may do with
 * schemas (USAGE), databases (CONNECT), languages and types (USAGE) counts only WITH GRANT OPTION.
 *
 *     type: schema | name: public | grantee: 0 | privileges: {CREATE}
 */
export function objectGrants(versionNum: number): Sql {
  const parameters: Sql =
    versionNum >= 150000
      ? sql`union all select 'parameter', p.oid, null, p.parname, 10::pg_catalog.oid, p.paracl
  from pg_catalog.pg_parameter_acl p`
      : sql``;
  return sql`
with objects (type, oid, schema, name, owner, acl) as (
  select 'schema', n.oid, null::pg_catalog.text, n.nspname::pg_catalog.text, n.nspowner,
    coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))
  from pg_catalog.pg_namespace n where n.nspname !~ '^pg_(toast_)?temp_'
  union all select 'database', d.oid, null, d.datname, d.datdba, coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))
  from pg_catalog.pg_database d
  union all select 'tablespace', s.oid, null, s.spcname, s.spcowner,
    coalesce(s.spcacl, pg_catalog.acldefault('t', s.spcowner))
  from pg_catalog.pg_tablespace s
  union all select 'language', l.oid, null, l.lanname, l.lanowner, l.lanacl
  from pg_catalog.pg_language l where l.lanacl is not null
  union all select 'foreign-server', s.oid, null, s.srvname, s.srvowner, s.srvacl
  from pg_catalog.pg_foreign_server s where s.srvacl is not null
  union all select 'foreign-data-wrapper', f.oid, null, f.fdwname, f.fdwowner, f.fdwacl
  from pg_catalog.pg_foreign_data_wrapper f where f.fdwacl is not null
  union all select 'type', t.oid, n.nspname, t.typname, t.typowner, t.typacl
  from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace where t.typacl is not null
  -- A star stands in an ACL's text only for a grant option, or in a role's name.
  union all select 'routine', p.oid, n.nspname, p.proname, p.proowner, p.proacl
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where p.proacl::pg_catalog.text like '%*%'
  union all (select 'large-object', l.oid, null, l.oid::pg_catalog.text, l.lomowner, l.lomacl
  from pg_catalog.pg_largeobject_metadata l
  where l.lomacl is not null and exists (select from pg_catalog.aclexplode(l.lomacl) e
    where (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and e.grantee <> l.lomowner)
  order by l.oid limit 1000)
  ${parameters}
)
select o.type, o.oid, o.schema, o.name, o.owner, null::pg_catalog.text as "column",
  case when o.type = 'routine' then pg_catalog.pg_get_function_identity_arguments(o.oid) end as signature,
  case when o.type = 'routine' then (select ${argumentTypes} from pg_catalog.pg_proc p where p.oid = o.oid) end
    as "argumentTypes",
  g.grantee, g.grantor, g.privileges, g.grantable,
  case when g.grantee = 0 then coalesce((
    select pg_catalog.array_agg(distinct h.grantee) from pg_catalog.aclexplode(o.acl) h
    where h.grantee <> 0 and h.privilege_type = any (g.privileges)), '{}') else '{}' end as holders
from objects o
cross join lateral (
  select e.grantee, e.grantor, pg_catalog.array_agg(e.privilege_type order by e.privilege_type) as privileges,
    coalesce(pg_catalog.array_agg(e.privilege_type order by e.privilege_type) filter (where e.is_grantable), '{}')
      as grantable
  from pg_catalog.aclexplode(o.acl) e
  where (e.grantee = 0 or e.grantee = any ($1::pg_catalog.oid[])) and e.grantee <> o.owner
    and (e.is_grantable or (o.type, e.privilege_type) not in
      (('schema', 'USAGE'), ('database', 'CONNECT'), ('language', 'USAGE'), ('type', 'USAGE'), ('routine', 'EXECUTE')))
  group by e.grantee, e.grantor
) g
order by o.type, o.schema, o.name, g.grantee, g.grantor`;
}
