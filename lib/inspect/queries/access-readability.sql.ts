import { type Sql, sql } from "../../postgres/sql.ts";

/** Of a partition: SELECT was given on it to the role or a group, and not on what it is a part of. */
const givenAlone: Sql = sql`(
      exists (select from pg_catalog.aclexplode(c.relacl) e
        where e.privilege_type = 'SELECT' and e.grantee = any ($4::pg_catalog.oid[]))
      or c.oid = any ($3::pg_catalog.oid[]) and exists (select from pg_catalog.pg_attribute t
        cross join lateral pg_catalog.aclexplode(t.attacl) e
        where t.attrelid = c.oid and e.privilege_type = 'SELECT' and e.grantee = any ($4::pg_catalog.oid[])))
    and not $5::pg_catalog.bool
    and not exists (select from pg_catalog.pg_class p
      cross join lateral pg_catalog.aclexplode(coalesce(p.relacl, pg_catalog.acldefault('r', p.relowner))) e
      where p.oid = pg_catalog.pg_partition_root(c.oid) and e.privilege_type = 'SELECT'
        and (e.grantee = 0 or e.grantee = any ($4::pg_catalog.oid[])))`;

/**
 * Relations that the role is meant to read or can read; $1: schemas that are meant (oid[]), $2: those it has USAGE on,
 * $3: relations with privileges on single columns, $4: the roles whose privileges it has, $5: it reads everything.
 * Partitions count with their parent, unless it is not the parent but they that the role was given; the system's
 * relations are not data. There may be very many, but few shapes of
 * them: a row is all that are alike but for name and size, its ACL looked into once. `select`: on the whole relation.
 * `rows` is null where nobody counted yet.
 *
 *     schema: 2200 | owner: 10 | kind: r | select: true | oids: [16390] | names: ["orders"] | rows: [120] | columns: [4]
 */
export const readableRelations: Sql = sql`
with shapes as materialized (
  select c.relnamespace, c.relowner, c.relkind, c.relrowsecurity, c.relispopulated, c.relacl,
    c.oid in (select x.oid from pg_catalog.unnest($3::pg_catalog.oid[]) x (oid)) as by_column,
    pg_catalog.json_agg(c.oid::pg_catalog.int8) as oids, pg_catalog.json_agg(c.relname) as names,
    pg_catalog.json_agg(case when c.reltuples > 0 then c.reltuples::pg_catalog.int8 end) as rows,
    pg_catalog.json_agg(c.relnatts) as columns
  from pg_catalog.pg_class c
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid >= 16384
    and c.relnamespace = any ($1::pg_catalog.oid[] || $2::pg_catalog.oid[])
    and case when c.relispartition then ${givenAlone} else true end
  group by c.relnamespace, c.relowner, c.relkind, c.relrowsecurity, c.relispopulated, c.relacl, by_column
), seen as materialized (
  select h.*, $5::pg_catalog.bool or case when h.relacl is null then h.relowner = any ($4::pg_catalog.oid[])
    else exists (select from pg_catalog.aclexplode(h.relacl) e
      where e.privilege_type = 'SELECT' and (e.grantee = 0 or e.grantee = any ($4::pg_catalog.oid[]))) end as sel
  from shapes h
)
select s.relnamespace as schema, s.relowner as owner, s.relkind as kind, s.relrowsecurity as "rowSecurity",
  s.relispopulated as populated, s.sel as "select", s.oids, s.names, s.rows, s.columns
from seen s
where s.sel or s.by_column or s.relnamespace = any ($1::pg_catalog.oid[])`;

/**
 * Of relations with privileges on single columns ($2, oid[]): live columns, how many of them the role ($1) reads, and
 * the names of the others.
 */
export const partlyReadable: Sql = sql`
select t.attrelid as oid, pg_catalog.count(*) as columns, pg_catalog.count(*) filter (where s.sel) as readable,
  coalesce(pg_catalog.array_agg(t.attname order by t.attnum) filter (where not s.sel), '{}') as unreadable
from pg_catalog.pg_attribute t
cross join lateral (
  select pg_catalog.has_column_privilege($1::pg_catalog.oid, t.attrelid, t.attnum, 'SELECT') as sel) s
where t.attrelid = any ($2::pg_catalog.oid[]) and t.attrelid >= 16384 and t.attnum > 0 and not t.attisdropped
group by t.attrelid
order by t.attrelid`;

/** Relations that belong to an extension. */
export const extensionRelations: Sql = sql`
select d.objid as oid, x.extname as extension
from pg_catalog.pg_extension x
join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.refobjid = x.oid
where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype = 'e'
order by d.objid`;

/**
 * What keeps the role ($1) from reading these relations ($2, oid[]) in full: row security, policies and views that ask
 * for more than it or the view's owner has, foreign tables without a user mapping. Walks views down to their tables:
 * an ordinary view reads as its owner, a security_invoker one as who reads it, functions always run as the role.
 */
export const readObstacles: Sql = sql`
with recursive invoking as materialized (
  select c.oid from pg_catalog.pg_class c cross join lateral pg_catalog.unnest(c.reloptions) o (entry)
  where c.relkind = 'v' and o.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$'
), uses as materialized (
  select w.ev_class as view, d.refobjid as relation, pg_catalog.array_agg(d.refobjsubid) as columns
  from pg_catalog.pg_rewrite w
  join pg_catalog.pg_class v on v.oid = w.ev_class and v.relkind = 'v' and v.oid >= 16384
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> w.ev_class
  where w.ev_type = '1'
  group by w.ev_class, d.refobjid
), walk (root, relation, role) as (
  select c.oid, c.oid, $1::pg_catalog.oid from pg_catalog.pg_class c where c.oid = any ($2::pg_catalog.oid[])
  union
  select k.root, u.relation,
    case when k.relation in (select i.oid from invoking i) then k.role else v.relowner end
  from walk k
  join uses u on u.view = k.relation
  join pg_catalog.pg_class v on v.oid = k.relation
), stops as materialized (
  select distinct k.relation, k.role from walk k
), filtered as materialized (
  select s.relation, s.role,
    case when not pg_catalog.bool_or(coalesce(p.polpermissive, false)) then 'row-rules-none'
      when not pg_catalog.bool_or(p.polpermissive and p.qual_true)
        or pg_catalog.bool_or(not p.polpermissive and not p.qual_true) then 'row-rules-filtered' end as state,
    (pg_catalog.array_agg(p.polname order by p.polpermissive, p.polname)
      filter (where not p.qual_true))[1] as policy
  from stops s
  join pg_catalog.pg_class c on c.oid = s.relation and c.relrowsecurity
  left join pg_catalog.pg_roles a on a.oid = s.role
  left join lateral (
    select y.polname, y.polpermissive,
      y.polqual is null or (y.polqual::pg_catalog.text like '{CONST :consttype 16 %'
        and y.polqual::pg_catalog.text like '%:constvalue 1 [ 1 0 0 0 0 0 0 0 ]}') as qual_true
    from pg_catalog.pg_policy y
    where y.polrelid = c.oid and y.polcmd in ('r', '*')
      -- A permissive policy without USING lets nothing through, a restrictive one holds nothing back.
      and not (y.polpermissive and y.polqual is null)
      and (0 = any (y.polroles) or s.role <> 0 and exists (select from pg_catalog.unnest(y.polroles) q (oid)
        where q.oid <> 0 and pg_catalog.pg_has_role(s.role, q.oid, 'USAGE')))) p on true
  where not coalesce(a.rolsuper or a.rolbypassrls, false)
    and (c.relforcerowsecurity or s.role = 0 or not pg_catalog.pg_has_role(s.role, c.relowner, 'USAGE'))
  group by s.relation, s.role
), found as (
  select k.root, f.state as reason, n.nspname as schema, case when k.root = k.relation then f.policy else c.relname end as name,
    k.role, k.relation
  from walk k
  join filtered f on f.relation = k.relation and f.role = k.role and f.state is not null
  join pg_catalog.pg_class c on c.oid = k.relation
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  union all
  select k.root, case when k.role = $1::pg_catalog.oid then 'view-invoker' else 'view-owner' end, n.nspname, c.relname,
    k.role, k.relation
  from walk k
  join pg_catalog.pg_class c on c.oid = k.relation and k.relation <> k.root
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where not pg_catalog.has_table_privilege(k.role, c.oid, 'SELECT')
    and exists (
      select from walk b join uses u on u.view = b.relation and u.relation = k.relation
      join pg_catalog.pg_class v on v.oid = b.relation
      cross join lateral pg_catalog.unnest(u.columns) x (attnum)
      where b.root = k.root and k.role = case when b.relation in (select i.oid from invoking i) then b.role else v.relowner end
        and not case x.attnum when 0 then pg_catalog.has_any_column_privilege(k.role, c.oid, 'SELECT')
          else pg_catalog.has_column_privilege(k.role, c.oid, x.attnum::pg_catalog.int2, 'SELECT') end)
  union all
  select k.root, 'view-routine', n.nspname, p.proname, $1::pg_catalog.oid, k.relation
  from walk k
  join pg_catalog.pg_rewrite w on w.ev_class = k.relation and w.ev_type = '1'
  join pg_catalog.pg_class v on v.oid = k.relation and v.relkind = 'v'
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
  left join pg_catalog.pg_operator o on d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = d.refobjid
  join pg_catalog.pg_proc p on p.oid = case
    when d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass then d.refobjid else o.oprcode end
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where not pg_catalog.has_function_privilege($1::pg_catalog.oid, p.oid, 'EXECUTE')
  union all
  select k.root, 'policy-routine', n.nspname, p.proname, k.role, k.relation
  from walk k
  join filtered f on f.relation = k.relation and f.role = k.role
  join pg_catalog.pg_policy y on y.polrelid = k.relation and y.polcmd in ('r', '*')
    and (0 = any (y.polroles) or k.role <> 0 and exists (select from pg_catalog.unnest(y.polroles) q (oid)
      where q.oid <> 0 and pg_catalog.pg_has_role(k.role, q.oid, 'USAGE')))
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objid = y.oid
  left join pg_catalog.pg_operator o on d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = d.refobjid
  join pg_catalog.pg_proc p on p.oid = case
    when d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass then d.refobjid else o.oprcode end
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where not pg_catalog.has_function_privilege($1::pg_catalog.oid, p.oid, 'EXECUTE')
  union all
  select k.root, 'policy-relation', n.nspname, c.relname, k.role, k.relation
  from walk k
  join filtered f on f.relation = k.relation and f.role = k.role
  join pg_catalog.pg_policy y on y.polrelid = k.relation and y.polcmd in ('r', '*')
    and (0 = any (y.polroles) or k.role <> 0 and exists (select from pg_catalog.unnest(y.polroles) q (oid)
      where q.oid <> 0 and pg_catalog.pg_has_role(k.role, q.oid, 'USAGE')))
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objid = y.oid
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> k.relation
  join pg_catalog.pg_class c on c.oid = d.refobjid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where not pg_catalog.has_table_privilege(k.role, c.oid, 'SELECT')
    and not case d.refobjsubid when 0 then pg_catalog.has_any_column_privilege(k.role, c.oid, 'SELECT')
      else pg_catalog.has_column_privilege(k.role, c.oid, d.refobjsubid::pg_catalog.int2, 'SELECT') end
  union all
  select k.root, 'no-user-mapping', null, s.srvname, k.role, k.relation
  from walk k
  join pg_catalog.pg_foreign_table t on t.ftrelid = k.relation
  join pg_catalog.pg_foreign_server s on s.oid = t.ftserver
  join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
  join pg_catalog.pg_proc h on h.oid = w.fdwhandler
  where h.prosrc in ('postgres_fdw_handler', 'mysql_fdw_handler', 'oracle_fdw_handler', 'tds_fdw_handler',
      'mongo_fdw_handler')
    and not exists (select from pg_catalog.pg_user_mappings m where m.srvid = s.oid and m.umuser in (0, k.role))
  union all
  select k.root, 'unpopulated', n.nspname, c.relname, k.role, k.relation
  from walk k
  join pg_catalog.pg_class c on c.oid = k.relation and c.relkind = 'm' and not c.relispopulated
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
)
select distinct f.root as relation, f.reason, f.schema, f.name, f.relation as base,
  case when f.role <> $1::pg_catalog.oid then r.rolname end as "as"
from found f
left join pg_catalog.pg_roles r on r.oid = f.role
order by f.root, f.reason, f.schema, f.name`;

/**
 * Rows that a policy hides from the role ($1) on a relation it reads ($2, oid[]: those under row security), open to it
 * in a partition or child read directly, or in a view that reads as somebody whom the policy does not bind.
 */
export const rowRulesLeaks: Sql = sql`
with recursive below (base, relation) as (
  select i.inhparent, i.inhrelid from pg_catalog.pg_inherits i where i.inhparent = any ($2::pg_catalog.oid[])
  union
  select b.base, i.inhrelid from below b join pg_catalog.pg_inherits i on i.inhparent = b.relation
), above (base, relation) as (
  select b.oid, b.oid from pg_catalog.unnest($2::pg_catalog.oid[]) b (oid)
  union
  select a.base, v.oid
  from above a
  join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = a.relation
    and d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  join pg_catalog.pg_rewrite w on w.oid = d.objid and w.ev_type = '1' and w.ev_class <> a.relation
  join pg_catalog.pg_class v on v.oid = w.ev_class and v.relkind in ('v', 'm')
  join pg_catalog.pg_class t on t.oid = a.base
  join pg_catalog.pg_roles o on o.oid = v.relowner
  where (o.rolsuper or o.rolbypassrls or not t.relforcerowsecurity and pg_catalog.pg_has_role(v.relowner, t.relowner, 'USAGE'))
    and not exists (select from pg_catalog.unnest(v.reloptions) e (entry)
      where e.entry ~* '^security_invoker=(t|tr|tru|true|on|1|y|ye|yes)$')
)
select distinct n.nspname as schema, c.relname as name, c.relkind as kind, m.nspname as "baseSchema", t.relname as "baseName"
from (
  select base, relation from below
  union
  select base, relation from above where relation <> base
) x
join pg_catalog.pg_class c on c.oid = x.relation
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_class t on t.oid = x.base
join pg_catalog.pg_namespace m on m.oid = t.relnamespace
where not c.relrowsecurity and pg_catalog.has_any_column_privilege($1::pg_catalog.oid, c.oid, 'SELECT')
  and pg_catalog.has_schema_privilege($1::pg_catalog.oid, n.oid, 'USAGE')
order by 1, 2, 4, 5`;
