import { type Sql, sql } from "../../postgres/sql.ts";
import { selectGrantees } from "./access-foreign.sql.ts";
import { rolePower } from "./access-power.sql.ts";

/** Whether this session may look at password hashes (superuser, or SELECT on both columns). */
export const sessionReadsHashes: Sql = sql`
select pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolname', 'SELECT')
  and pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT') as may`;

/**
 * Logins whose password is kept as an MD5 hash, which is as good as the password, and that could change something; and
 * how many keep a SCRAM verifier. $1: the role itself. Only the kind of hash leaves the server.
 */
export const passwordHashes: Sql = sql`
select coalesce(pg_catalog.array_agg(r.rolname order by r.rolname)
    filter (where a.rolpassword like 'md5%' and ${rolePower}), '{}') as md5,
  (pg_catalog.count(*) filter (where a.rolpassword like 'SCRAM-SHA-256$%'))::pg_catalog.int4 as scram
from pg_catalog.pg_roles r
join pg_catalog.pg_authid a on a.rolname = r.rolname
where r.rolcanlogin and a.rolpassword is not null and r.oid <> $1::pg_catalog.oid`;

/**
 * Views that show the column of password hashes, found in the node tree of their query (pg_depend does not hold what
 * initdb pinned): pg_authid.rolpassword, pg_shadow.passwd, or the whole row. Column numbers stand there plus 7
 * (FirstLowInvalidHeapAttributeNumber). Views on such views count too. $1: the roles that read.
 */
export const hashViews: Sql = sql`
with recursive shadow as materialized (
  select ':relid ' || c.oid::pg_catalog.text || ' ' as mark,
    ':relid ' || c.oid::pg_catalog.text || ' [^{}]*:selectedCols [(]b[^)]* (7|14)[ )]' as pattern
  from pg_catalog.pg_class c where c.oid = 'pg_catalog.pg_shadow'::pg_catalog.regclass
), secret (view) as (
  select v.oid
  from pg_catalog.pg_class v
  -- Of the rule, too: the trees of the system's own views are long, and would be read before the view is looked at.
  join pg_catalog.pg_rewrite w on w.ev_class = v.oid and w.ev_type = '1' and w.ev_class >= 16384
  cross join shadow s
  cross join lateral (select w.ev_action::pg_catalog.text as tree) t
  where v.relkind in ('v', 'm') and v.oid >= 16384
    and pg_catalog.has_column_privilege(v.relowner, 1260::pg_catalog.oid, 11::pg_catalog.int2, 'SELECT')
    and (pg_catalog.strpos(t.tree, ':relid 1260 ') > 0
        and t.tree ~ ':relid 1260 [^{}]*:selectedCols [(]b[^)]* (7|18)[ )]'
      or pg_catalog.strpos(t.tree, s.mark) > 0 and t.tree ~ s.pattern)
  union
  select w.ev_class
  from secret s
  join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = s.view
    and d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  join pg_catalog.pg_rewrite w on w.oid = d.objid and w.ev_type = '1'
)
select v.oid, n.nspname as schema, v.relname as name, v.relkind as kind, v.relowner as owner,
  ${selectGrantees(sql`v`)} as grantees
from secret s
join pg_catalog.pg_class v on v.oid = s.view
join pg_catalog.pg_namespace n on n.oid = v.relnamespace
where exists (select from pg_catalog.unnest($1::pg_catalog.oid[]) r (oid)
  where pg_catalog.has_any_column_privilege(r.oid, v.oid, 'SELECT')
    and pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE'))
order by n.nspname, v.relname`;
