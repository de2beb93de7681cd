import { type Sql, sql } from "../../postgres/sql.ts";
import { beyondPrivileges } from "./access-routines.sql.ts";

/**
 * What stands between the role and a routine with other rights (SECURITY DEFINER, or code that no privilege binds) which
 * it cannot name or execute: views, operators, casts, aggregates, domains, policies, SQL-standard bodies, operator
 * classes, INSTEAD OF triggers, and defaults marked IMMUTABLE, which planning runs before any privilege is looked at.
 * Found by walking pg_depend upwards from the routines. EXECUTE is asked of the caller everywhere but in aggregates
 * (asked of the aggregate's owner), triggers, operator classes, what arrays and rows are compared with, casts to json
 * (to_json) and types' own functions (not asked). array_in, record_in and domain_in take a type by OID, so a type needs
 * no USAGE on its schema. A domain's check also runs where the domain is a column of a row type, an element or a base, a
 * policy also for whoever reads through a view whose owner it binds. Reading a materialised view runs nothing; \`event\` is the rule that must fire (pg_rewrite.ev_type).
 * $1: reachable roles (for PUBLIC alone: {0}).
 *
 *     routine: 16420 | type: operator | schema: public | name: ### | needsExecute: true
 */
export const entrances: Sql = sql`
with recursive up (root, classid, objid, needs_execute, event) as (
  select p.oid, 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, p.oid, true, '1'::pg_catalog.text
  from pg_catalog.pg_proc p where p.prosecdef or ${beyondPrivileges}
  union
  select u.root, x.classid, x.objid, u.needs_execute and x.needs_execute, coalesce(x.event, u.event)
  from up u
  join pg_catalog.pg_depend d on d.refclassid = u.classid and d.refobjid = u.objid
  cross join lateral (
    select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, w.ev_class, true,
      case when w.ev_type <> '1' then w.ev_type::pg_catalog.text end
    from pg_catalog.pg_rewrite w
    join pg_catalog.pg_class v on v.oid = w.ev_class and v.relkind <> 'm'
    where d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and w.oid = d.objid and w.ev_class <> u.objid
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, v.oid, true, null
    from pg_catalog.pg_policy p
    join pg_catalog.pg_class t on t.oid = p.polrelid and t.relrowsecurity
    join pg_catalog.pg_depend k on k.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and k.refobjid = t.oid
      and k.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
    join pg_catalog.pg_rewrite w on w.oid = k.objid and w.ev_type = '1'
    join pg_catalog.pg_class v on v.oid = w.ev_class and v.relkind = 'v'
    join pg_catalog.pg_roles o on o.oid = v.relowner and not (o.rolsuper or o.rolbypassrls)
    where d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and p.oid = d.objid and p.polcmd in ('r', '*')
      and (t.relforcerowsecurity or not pg_catalog.pg_has_role(o.oid, t.relowner, 'USAGE'))
      and (0 = any (p.polroles) or exists (select from pg_catalog.unnest(p.polroles) q (oid)
        where q.oid <> 0 and pg_catalog.pg_has_role(o.oid, q.oid, 'USAGE')))
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, true, null
    from pg_catalog.pg_type t
    where u.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and t.oid <> u.objid
      and (d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and t.oid = d.objid
        or d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid > 0 and t.typrelid = d.objid)
    union all
    -- What a type hangs on: a domain by its default, a base type by the functions that read and write its values.
    select case t.typtype when 'd' then 'pg_catalog.pg_attribute'::pg_catalog.regclass else 'pg_catalog.pg_type'::pg_catalog.regclass end,
      t.oid, t.typtype = 'd', null
    from pg_catalog.pg_type t
    where u.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
      and t.oid = d.objid and (t.typtype = 'd' or t.typtype = 'b'
        -- Types in C are many and honest; who may name such a type may mostly name its functions too.
        and exists (select from pg_catalog.pg_proc f where f.oid = u.root and f.prosecdef))
    union all
    select 'pg_catalog.pg_attrdef'::pg_catalog.regclass::pg_catalog.oid, a.adrelid, true, null
    from pg_catalog.pg_attrdef a
    where d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and a.oid = d.objid
    union all
    select d.classid, d.objid, true, null where d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
    union all
    -- Estimating how many rows it finds (oprrest, oprjoin) calls an operator's function on the commonest values.
    select d.classid, o.oid, o.oprrest = 0 and o.oprjoin = 0, null
    from pg_catalog.pg_operator o where d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = d.objid
    union all
    select d.classid, k.oid, k.casttarget <> 'pg_catalog.json'::pg_catalog.regtype, null
    from pg_catalog.pg_cast k where d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and k.oid = d.objid
    union all
    select d.classid, d.objid, false, null
    where d.classid in ('pg_catalog.pg_amproc'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass)
    union all
    -- The equality of an operator class for btree (403) or hash (405): arrays, rows and mode() call it by itself.
    select d.classid, m.oid, false, null
    from pg_catalog.pg_amop m
    where d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass and m.oid = d.objid
      and (m.amopmethod, m.amopstrategy) in ((403, 3), (405, 1))
    union all
    select d.classid, p.oid, p.prokind <> 'a', null
    from pg_catalog.pg_proc p
    where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = d.objid and p.oid <> u.objid
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, k.contypid, true, null
    from pg_catalog.pg_constraint k
    where d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and k.oid = d.objid and k.contypid <> 0
  ) x (classid, objid, needs_execute, event)
  where (u.classid <> 'pg_catalog.pg_class'::pg_catalog.regclass or d.classid in (
    'pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass,
    'pg_catalog.pg_proc'::pg_catalog.regclass))
    -- What lies between is executed by the caller too: an aggregate, an SQL-standard body.
    and (u.classid <> 'pg_catalog.pg_proc'::pg_catalog.regclass or u.objid = u.root
      or d.classid not in ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass,
        'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
      or exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
        where pg_catalog.has_function_privilege(r.oid, u.objid, 'EXECUTE')))
), usable as materialized (
  select n.oid
  from pg_catalog.pg_namespace n
  where exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE'))
), typed as materialized (
  select t.oid, t.typnamespace in (select u.oid from usable u) as usable from pg_catalog.pg_type t
)
select u.root as routine, 'view' as type, n.nspname as schema, c.relname as name, u.needs_execute as "needsExecute"
from up u
join pg_catalog.pg_class c on u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and c.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v' and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where case u.event
      when '2' then pg_catalog.has_any_column_privilege(r.oid, c.oid, 'UPDATE')
      when '3' then pg_catalog.has_any_column_privilege(r.oid, c.oid, 'INSERT')
      when '4' then pg_catalog.has_table_privilege(r.oid, c.oid, 'DELETE')
      else pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
        or pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE') end)
union
select u.root, 'operator', n.nspname, o.oprname, u.needs_execute
from up u
join pg_catalog.pg_operator o on u.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass and o.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
where n.oid in (select s.oid from usable s)
union
select u.root, 'cast', null, pg_catalog.format_type(k.castsource, null) || ' AS ' || pg_catalog.format_type(k.casttarget, null),
  u.needs_execute
from up u
join pg_catalog.pg_cast k on u.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and k.oid = u.objid
join typed a on a.oid = k.castsource
join typed b on b.oid = k.casttarget
where not u.needs_execute or (a.usable or k.castcontext <> 'e') and (b.usable or k.castcontext = 'i')
union
select u.root, case p.prokind when 'a' then 'aggregate' else 'routine' end, n.nspname, p.proname, u.needs_execute
from up u
join pg_catalog.pg_proc p on u.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and p.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.oid <> u.root and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE'))
  and (u.needs_execute or p.prokind <> 'a' or pg_catalog.has_function_privilege(p.proowner, u.root, 'EXECUTE'))
union
select u.root, case when u.classid = 'pg_catalog.pg_attribute'::pg_catalog.regclass then 'domain-default'
  when t.typtype = 'd' then 'domain' else 'type' end, n.nspname, t.typname, u.needs_execute
from up u
join pg_catalog.pg_type t on t.oid = u.objid
  and u.classid in ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_attribute'::pg_catalog.regclass)
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where u.classid <> 'pg_catalog.pg_attribute'::pg_catalog.regclass or n.oid in (select s.oid from usable s)
union
select u.root, 'policy', n.nspname, p.polname || ' on ' || c.relname, u.needs_execute
from up u
join pg_catalog.pg_policy p on u.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and p.oid = u.objid
join pg_catalog.pg_class c on c.oid = p.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relrowsecurity and (n.oid in (select s.oid from usable s) or exists (
    -- Named by OID in what runs with the caller's rights: policies, SQL-standard bodies, security_invoker views.
    select from pg_catalog.pg_depend k
    left join pg_catalog.pg_rewrite w on k.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and w.oid = k.objid
    left join pg_catalog.pg_class v on v.oid = w.ev_class
    where k.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and k.refobjid = c.oid
      and (k.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        or k.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and k.objid <> p.oid
        or v.oid <> c.oid and pg_catalog.array_to_string(v.reloptions, ',') ~* 'security_invoker=(t|on|1|y)')))
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where (p.polcmd in ('r', '*') and p.polqual is not null
          and (p.polqual::pg_catalog.text ~ (':(funcid|opfuncid) ' || u.root::pg_catalog.text || ' ')
            or coalesce(p.polwithcheck::pg_catalog.text, '') !~ (':(funcid|opfuncid) ' || u.root::pg_catalog.text || ' '))
          and pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT')
        or p.polcmd <> 'r' and (pg_catalog.has_table_privilege(r.oid, c.oid, 'DELETE')
          or pg_catalog.has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE')))
      and (0 = any (p.polroles) or r.oid <> 0 and exists (select from pg_catalog.unnest(p.polroles) q (oid)
        where pg_catalog.pg_has_role(r.oid, q.oid, 'USAGE'))))
union
select u.root, 'default', n.nspname, c.relname, u.needs_execute
from up u
join pg_catalog.pg_class c on u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and c.oid = u.objid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_proc p on p.oid = u.root and p.provolatile = 'i'
where n.oid in (select s.oid from usable s)
union
select u.root, 'operator-class', n.nspname, f.opfname, u.needs_execute
from up u
join (
  select 'pg_catalog.pg_amproc'::pg_catalog.regclass, a.oid, a.amprocfamily from pg_catalog.pg_amproc a
  union all
  select 'pg_catalog.pg_amop'::pg_catalog.regclass, m.oid, m.amopfamily from pg_catalog.pg_amop m
) m (classid, oid, family) on m.classid = u.classid and m.oid = u.objid
join pg_catalog.pg_opfamily f on f.oid = m.family
join pg_catalog.pg_namespace n on n.oid = f.opfnamespace
union
select u.root, case t.tgenabled when 'R' then 'replica-trigger' else 'instead-of-trigger' end, n.nspname, t.tgname || ' on ' || c.relname, u.needs_execute
from up u
join pg_catalog.pg_trigger t on u.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass and t.oid = u.objid
join pg_catalog.pg_class c on c.oid = t.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where t.tgtype & 64 <> 0 and t.tgenabled <> 'D' and n.oid in (select s.oid from usable s)
  and exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
    where t.tgtype & 4 <> 0 and pg_catalog.has_any_column_privilege(r.oid, c.oid, 'INSERT')
      or t.tgtype & 16 <> 0 and pg_catalog.has_any_column_privilege(r.oid, c.oid, 'UPDATE')
      or t.tgtype & 8 <> 0 and pg_catalog.has_table_privilege(r.oid, c.oid, 'DELETE'))
order by routine, type, schema, name`;
