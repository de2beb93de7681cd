import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Every role, and what the session is to it: `acts_as` its rights hold now, `can_set` it may SET ROLE to it (which asks
 * the login itself, whatever SET LOCAL ROLE is in force: variable.c, check_role). Before 16
 * MEMBER says the latter; 16 gave memberships a SET option (docs, 21.3). pg_authid is for superusers; pg_roles is not.
 *
 * { oid: 16385, name: "app", superuser: false, inherit: true, …, valid_until: "2027-01-01T00:00:00.000Z",
 *   acts_as: true, can_set: true }
 */
export function rolesQuery(versionNum: number): Sql {
  return versionNum >= 160000 ? ROLES_16 : ROLES_13;
}

const FIELDS = sql`
select r.oid, r.rolname as name, r.rolsuper as superuser, r.rolinherit as inherit, r.rolcreaterole as create_role,
       r.rolcreatedb as create_db, r.rolcanlogin as login, r.rolreplication as replication, r.rolbypassrls as bypass_rls,
       r.rolconnlimit as connection_limit,
       case when not pg_catalog.isfinite(r.rolvaliduntil) then r.rolvaliduntil::pg_catalog.text
            else pg_catalog.to_char(pg_catalog.timezone('UTC', r.rolvaliduntil), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as valid_until,
       pg_catalog.pg_has_role(r.oid, 'USAGE') as acts_as`;

const ROLES_13 = sql`${FIELDS},
       pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER') as can_set
  from pg_catalog.pg_roles r
 order by r.rolname collate "C"`;

const ROLES_16 = sql`${FIELDS},
       pg_catalog.pg_has_role(session_user, r.oid, 'SET') as can_set
  from pg_catalog.pg_roles r
 order by r.rolname collate "C"`;

export type RoleRow = {
  oid: number;
  name: string;
  superuser: boolean;
  inherit: boolean;
  create_role: boolean;
  create_db: boolean;
  login: boolean;
  replication: boolean;
  bypass_rls: boolean;
  connection_limit: number;
  valid_until: string | null;
  acts_as: boolean;
  can_set: boolean;
};
