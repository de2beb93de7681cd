import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Routines by OID or by name in any schema, with their text.
 * | oid   | schema | name  | kind | language | volatility | source   | sqlBody | arguments | config             | … |
 * | 16402 | public | add_c | f    | plpgsql  | v          | BEGIN …  | null    | a integer | {search_path=pg_…} |   |
 */
export function bodyRoutines(modern: boolean): Sql {
  const sqlBody = modern ? sql`p.prosqlbody::pg_catalog.text` : sql`null::pg_catalog.text`;
  return sql`
select p.oid, n.nspname as schema, p.proname as name, p.prokind as kind, l.lanname as language,
  p.provolatile as volatility, p.prosrc as source, ${sqlBody} as "sqlBody",
  case when l.lanname <> 'plpgsql' then '' else coalesce((
    select pg_catalog.string_agg(pg_catalog.concat_ws(' ',
        case a.mode when 'o' then 'out' when 't' then 'out' when 'b' then 'inout' when 'v' then 'variadic' end,
        pg_catalog.quote_ident(nullif(a.name, '')), ${parserType(sql`a.type`)}), ', ' order by a.n)
    from rows from (pg_catalog.unnest(coalesce(p.proallargtypes, p.proargtypes::pg_catalog.oid[])),
      pg_catalog.unnest(p.proargmodes), pg_catalog.unnest(p.proargnames)) with ordinality a(type, mode, name, n)
    where a.type is not null), '') end as arguments,
  case when p.prokind <> 'p' then pg_catalog.concat(case when p.proretset then 'setof ' end,
    ${parserType(sql`p.prorettype`)}) end as result,
  exists (select from pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) a(type) join pg_catalog.pg_type t on t.oid = a.type
    where t.typtype = 'p') as polymorphic,
  'pg_catalog.refcursor'::pg_catalog.regtype = any (p.proargtypes::pg_catalog.oid[]) as "takesCursor",
  p.pronargs = 1 and exists (select from pg_catalog.pg_type t where t.oid = p.proargtypes[0] and t.typtype in ('c', 'p'))
    as "takesRow",
  coalesce(p.proconfig, '{}') as config, p.prosecdef as "securityDefiner", r.rolname as owner,
  r.rolsuper or r.rolbypassrls as "ownerUnruled", e.extname as extension, p.oid < 16384 as "builtIn",
  p.proargdefaults::pg_catalog.text as defaults,
  array(select distinct a.type from pg_catalog.unnest(p.prorettype || coalesce(p.proallargtypes,
    p.proargtypes::pg_catalog.oid[])) a(type) where a.type >= 16384 order by 1) as "valueTypes",
  case when p.prokind <> 'a' then '{}' else array(
    select u.f::pg_catalog.oid from pg_catalog.pg_aggregate g,
      unnest(array[g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn,
        g.aggminvtransfn, g.aggmfinalfn]) u(f)
    where g.aggfnoid = p.oid and u.f <> 0 order by 1) end as support
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
join pg_catalog.pg_roles r on r.oid = p.proowner
left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid
  and d.deptype = 'e'
left join pg_catalog.pg_extension e on e.oid = d.refobjid
where p.oid = any ($1::pg_catalog.oid[]) or p.proname = any ($2::pg_catalog.text[])
order by p.oid`;
}

/** A type as text for a parser without a catalog. */
function parserType(oid: Sql): Sql {
  return sql`(select case when t.oid < 16384 then pg_catalog.format_type(t.oid, null)
    when t.typtype = 'c' then 'rows.one' when t.typlen = -1 and t.typelem <> 0 then 'text[]' else 'text' end
    from pg_catalog.pg_type t where t.oid = ${oid})`;
}

/**
 * Relations by OID or by name in any schema. `trees` holds the rule of a view, and of tables and all that
 * inherit from them the index expressions, partition keys and check constraints that call a function
 * which did not come with initdb: planning a query may evaluate those.
 * | oid   | schema | name   | kind | trees        | owner | forced | policies | invoker |
 * | 16411 | public | v_log  | v    | {({QUERY …)} | shop  | f      | {}       | f       |
 */
export const bodyRelations: Sql = sql`
with recursive wanted as (
  select c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 't')
    and (c.oid = any ($1::pg_catalog.oid[]) or c.relname = any ($2::pg_catalog.text[]))
), family(root, member) as (
  select oid, oid from wanted
  union
  select f.root, i.inhrelid from family f join pg_catalog.pg_inherits i on i.inhparent = f.member
), tree(root, body, always) as (
  select w.oid, r.ev_action::pg_catalog.text, true from wanted w
    join pg_catalog.pg_rewrite r on r.ev_class = w.oid and r.ev_type = '1' and w.relkind = 'v'
  union all
  select f.root, pg_catalog.concat(i.indexprs::pg_catalog.text, i.indpred::pg_catalog.text), false from family f
    join pg_catalog.pg_index i on i.indrelid = f.member where i.indexprs is not null or i.indpred is not null
  union all
  select f.root, p.partexprs::pg_catalog.text, false from family f
    join pg_catalog.pg_partitioned_table p on p.partrelid = f.member where p.partexprs is not null
  union all
  select f.root, c.conbin::pg_catalog.text, false from family f
    join pg_catalog.pg_constraint c on c.conrelid = f.member and c.contype = 'c'
)
select w.oid, w.nspname as schema, w.relname as name, w.relkind as kind,
  array(select t.body from tree t where t.root = w.oid and t.body <> ''
    and (t.always or t.body ~ ':(funcid|opfuncid) [1-9][0-9]{4}') order by 1) as trees,
  r.rolname as owner, w.relforcerowsecurity as forced,
  array(select p.polqual::pg_catalog.text from pg_catalog.pg_policy p
    where p.polrelid = w.oid and w.relrowsecurity and p.polcmd in ('r', '*') and p.polqual is not null order by p.oid) as policies,
  coalesce(w.reloptions @> '{security_invoker=true}' or w.reloptions @> '{security_invoker=on}'
    or w.reloptions @> '{security_invoker=1}' or w.reloptions @> '{security_invoker=yes}', false) as invoker
from wanted w join pg_catalog.pg_roles r on r.oid = w.relowner order by w.oid`;

/**
 * Operators by name in any schema that did not come with initdb.
 * | oid   | schema | name | routine |
 * | 16420 | public | ###  | 16419   |
 */
export const bodyOperators: Sql = sql`
select o.oid, n.nspname as schema, o.oprname as name, o.oprcode::pg_catalog.oid as routine
from pg_catalog.pg_operator o join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
where o.oid >= 16384 and o.oprname = any ($1::pg_catalog.text[]) and o.oprcode <> 0
order by o.oid`;

/**
 * All casts through a function that did not come with initdb; and as casts to nothing what no body names: the functions
 * that compare values (operator classes, ranges), which DISTINCT, ORDER BY, joins and statistics call.
 * | targetSchema | target | context | routine |
 * | pg_catalog   | int4   | e       | 16430   |
 */
export const bodyCasts: Sql = sql`
select n.nspname as "targetSchema", t.typname as target, c.castcontext as context, c.castfunc as routine
from pg_catalog.pg_cast c join pg_catalog.pg_type t on t.oid = c.casttarget
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where c.oid >= 16384 and c.castfunc <> 0
union all
select '', '', 'i', p.oid
from (
  select a.amproc::pg_catalog.oid from pg_catalog.pg_amproc a
  union
  select o.oprcode::pg_catalog.oid from pg_catalog.pg_amop m join pg_catalog.pg_operator o on o.oid = m.amopopr
  where m.amopmethod in (403, 405)
  union
  select f.routine from pg_catalog.pg_range g,
    pg_catalog.unnest(array[g.rngcanonical::pg_catalog.oid, g.rngsubdiff::pg_catalog.oid]) f (routine)
) k (oid)
join pg_catalog.pg_proc p on p.oid = k.oid and p.oid >= 16384
join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname not in ('c', 'internal')
order by 4`;

/**
 * Types by OID or by name in any schema, through arrays, domains, rows and ranges down to the domain checks and the
 * input functions of base types that did not come with initdb or an extension.
 * | oid   | schema | name  | trees         | routines |
 * | 16440 | public | email | {({OPEXPR …)} | {}       |
 */
export const bodyTypes: Sql = sql`
with recursive part(root, oid) as (
  select t.oid, t.oid from pg_catalog.pg_type t
  where t.oid = any ($1::pg_catalog.oid[]) or t.typname = any ($2::pg_catalog.text[])
  union
  select p.root, inner_type.oid
  from part p join pg_catalog.pg_type t on t.oid = p.oid
  cross join lateral (
    select t.typelem as oid where t.typelem >= 16384
    union all select t.typbasetype where t.typbasetype >= 16384
    union all select a.atttypid from pg_catalog.pg_attribute a
      where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped and a.atttypid >= 16384
    union all select r.rngsubtype from pg_catalog.pg_range r where r.rngtypid = t.oid and r.rngsubtype >= 16384
  ) inner_type
)
select t.oid, n.nspname as schema, t.typname as name,
  array(select c.conbin::pg_catalog.text from part p join pg_catalog.pg_constraint c on c.contypid = p.oid
    where p.root = t.oid and c.contype = 'c' order by c.oid) as trees,
  array(select b.typinput::pg_catalog.oid from part p join pg_catalog.pg_type b on b.oid = p.oid
    where p.root = t.oid and b.typtype = 'b' and b.typinput::pg_catalog.oid >= 16384
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        and d.objid = b.oid and d.deptype = 'e')
    order by 1) as routines
from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where t.oid in (select root from part) order by t.oid`;
