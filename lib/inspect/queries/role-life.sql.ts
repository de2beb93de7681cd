import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * The role $1 as whoever looks may change it: its login, its mark, its sessions, and what the session is to it. No row
 * where there is no such role. pg_stat_activity shows the name and pid of every session to everybody.
 *
 * { name: "lucien_readonly", login: true, comment: "lucien-readonly/1", sessions: 2, me: "admin", me_superuser: false,
 *   me_creates_roles: true, holds_admin: true, has_rights: false, can_set: false, may_signal: false, members: [] }
 */
export function roleLifeQuery(versionNum: number): Sql {
  const set: Sql = versionNum >= 160000 ? sql`'SET'` : sql`'MEMBER'`;
  const options: Sql = versionNum >= 160000 ? sql`(m.inherit_option or m.set_option)` : sql`true`;
  return sql`
select r.rolname as name, r.rolcanlogin as login, r.rolsuper as superuser,
       pg_catalog.shobj_description(r.oid, 'pg_authid') as comment,
       case when not pg_catalog.isfinite(r.rolvaliduntil) then null
            else pg_catalog.to_char(pg_catalog.timezone('UTC', r.rolvaliduntil), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as valid_until,
       coalesce(r.rolvaliduntil < pg_catalog.clock_timestamp(), false) as expired,
       (select pg_catalog.count(*)::pg_catalog.int4 from pg_catalog.pg_stat_activity a
         where a.usesysid = r.oid and a.pid <> pg_catalog.pg_backend_pid()) as sessions,
       pg_catalog.pg_is_in_recovery() as in_recovery,
       me.rolname as me, me.rolsuper as me_superuser, me.rolcreaterole as me_creates_roles,
       session_user::pg_catalog.text as signed_in_as,
       pg_catalog.pg_has_role(me.oid, r.oid, 'MEMBER WITH ADMIN OPTION') as holds_admin,
       pg_catalog.pg_has_role(me.oid, r.oid, 'USAGE') as has_rights,
       pg_catalog.pg_has_role(session_user, r.oid, ${set}) as can_set,
       me.rolinherit as me_inherits,
       pg_catalog.pg_has_role(me.oid, 'pg_signal_backend', 'USAGE') as may_signal,
       coalesce((select pg_catalog.array_agg(distinct w.rolname::pg_catalog.text)
          from pg_catalog.pg_auth_members m join pg_catalog.pg_roles w on w.oid = m.member
         where m.roleid = r.oid and w.oid <> me.oid and not w.rolsuper and ${options}), '{}') as members,
       coalesce((select pg_catalog.array_agg(distinct g.rolname::pg_catalog.text)
          from pg_catalog.pg_auth_members m join pg_catalog.pg_roles g on g.oid = m.roleid
         where m.grantor = r.oid and m.member <> r.oid), '{}') as hands_on
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles me on me.rolname = current_user
 where r.rolname = $1`;
}

export type RoleLifeRow = {
  name: string;
  login: boolean;
  superuser: boolean;
  comment: string | null;
  valid_until: string | null;
  expired: boolean;
  sessions: number;
  in_recovery: boolean;
  me: string;
  me_superuser: boolean;
  me_creates_roles: boolean;
  signed_in_as: string;
  holds_admin: boolean;
  has_rights: boolean;
  can_set: boolean;
  me_inherits: boolean;
  may_signal: boolean;
  members: string[];
  hands_on: string[];
};

/** How many sessions of the role $1 there are beside this one. */
export const SESSIONS_OF: Sql = sql`
select pg_catalog.count(*)::pg_catalog.int4 as sessions from pg_catalog.pg_stat_activity a
 where a.usename = $1 and a.pid <> pg_catalog.pg_backend_pid()`;
