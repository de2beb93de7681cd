import { literal } from "../postgres/sql.ts";
import type { TestDatabase } from "./database.ts";

/**
 * Every privilege in this database and on what is shared, one line each, exploded by the server, the built-in default
 * where an ACL is NULL; with memberships, attributes, settings, comments of the test's roles, and policies. Two of
 * these are equal exactly when nothing that decides access has changed.
 */
export async function privilegesOf(db: TestDatabase): Promise<string[]> {
  const rows = await db.query(`${ACLS}
    ${db.version >= 15 ? PARAMETERS : ""}
    , lines(line) as (
      select concat_ws(' ', what, a.grantor::regrole::text, case a.grantee when 0 then 'PUBLIC' else a.grantee::regrole::text end,
                       a.privilege_type, a.is_grantable)
        from (select * from acls ${db.version >= 15 ? "union all select * from parameters" : ""}) x, aclexplode(x.acl) a
      union all (select 'builtin routine ' || oid::regprocedure || ' has ' || a::text from pg_proc, unnest(proacl) a where oid < 16384 and proacl is not null
        except select 'builtin routine ' || oid::regprocedure || ' has ' || a::text from pg_proc, unnest(acldefault('f', proowner)) a where oid < 16384)
      union all (select 'builtin routine ' || oid::regprocedure || ' lacks ' || a::text from pg_proc, unnest(acldefault('f', proowner)) a where oid < 16384 and proacl is not null
        except select 'builtin routine ' || oid::regprocedure || ' lacks ' || a::text from pg_proc, unnest(proacl) a where oid < 16384 and proacl is not null)
      union all select concat_ws(' ', 'member', r.rolname, w.rolname, g.rolname, (to_jsonb(m) - 'oid' - 'roleid' - 'member' - 'grantor')::text)
        from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles w on w.oid = m.member left join pg_roles g on g.oid = m.grantor
      union all select concat_ws(' ', 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[]::text, pg_get_expr(p.polqual, p.polrelid)) from pg_policy p
      union all select concat_ws(' ', 'role', r.rolname, (to_jsonb(r) - 'oid' - 'rolpassword' - 'rolconfig')::text, shobj_description(r.oid, 'pg_authid'))
        from pg_roles r where r.rolname like ${literal(`${db.prefix}%`)}
      union all select concat_ws(' ', 'setting', r.rolname, s.setdatabase, c) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) c)
    select line from lines where line not like '%pg_toast%' order by line collate "C"`);
  return rows.map((row) => row.line as string).filter((line) => !isAnothersLine(line, db.prefix));
}

/** What one has and the other has not: `- gone`, `+ new`. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
}

/** The server is shared: other tests' roles, databases, memberships, settings and parameters come and go meanwhile. */
function isAnothersLine(line: string, prefix: string): boolean {
  if (/^(member|setting|parameter) /.test(line)) return !line.includes(prefix);
  const owners: readonly string[] = line.match(/\bt[0-9a-f]{8}(?=[_"\s]|$)/g) ?? [];
  return owners.length > 0 && !owners.includes(prefix);
}

const ACLS = `
with acls(what, acl) as (
  select 'relation ' || c.oid::regclass, coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and (c.oid >= 16384 or c.relacl is not null)
  union all select 'column ' || t.attrelid::regclass || '.' || t.attname, t.attacl from pg_attribute t where t.attacl is not null
  union all select 'schema ' || n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner)) from pg_namespace n where n.nspname !~ '^pg_(toast|temp)'
  union all select 'database', coalesce(d.datacl, acldefault('d', d.datdba)) from pg_database d where d.datname = current_database()
  union all select 'routine ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p where p.oid >= 16384
  union all select 'type ' || t.oid::regtype, coalesce(t.typacl, acldefault('T', t.typowner)) from pg_type t where t.oid >= 16384 and t.typelem = 0
  union all select 'language ' || l.lanname, coalesce(l.lanacl, acldefault('l', l.lanowner)) from pg_language l
  union all select 'server ' || s.srvname, coalesce(s.srvacl, acldefault('S', s.srvowner)) from pg_foreign_server s
  union all select 'wrapper ' || w.fdwname, coalesce(w.fdwacl, acldefault('F', w.fdwowner)) from pg_foreign_data_wrapper w
  union all select 'large object ' || o.oid, coalesce(o.lomacl, acldefault('L', o.lomowner)) from pg_largeobject_metadata o
  union all select concat_ws(' ', 'future', d.defaclobjtype, d.defaclrole::regrole, d.defaclnamespace::regnamespace), d.defaclacl from pg_default_acl d
)`;

const PARAMETERS = `, parameters(what, acl) as (select 'parameter ' || parname, paracl from pg_parameter_acl)`;
