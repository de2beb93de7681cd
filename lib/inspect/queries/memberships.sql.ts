import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Rows of pg_auth_members by OID. 16 gave each its own INHERIT and SET; before, `inherit` and `set` come back null.
 *
 * { role: 16385, member: 16390, grantor: 10, admin: false, inherit: true, set: true }
 */
export function membershipsQuery(versionNum: number): Sql {
  return versionNum >= 160000 ? MEMBERSHIPS_16 : MEMBERSHIPS_13;
}

const MEMBERSHIPS_13 = sql`
select m.roleid as role, m.member, m.grantor, m.admin_option as admin,
       null::pg_catalog.bool as inherit, null::pg_catalog.bool as "set"
  from pg_catalog.pg_auth_members m
 order by m.roleid, m.member, m.grantor`;

const MEMBERSHIPS_16 = sql`
select m.roleid as role, m.member, m.grantor, m.admin_option as admin,
       m.inherit_option as inherit, m.set_option as "set"
  from pg_catalog.pg_auth_members m
 order by m.roleid, m.member, m.grantor`;

export type MembershipRow = {
  role: number;
  member: number;
  grantor: number;
  admin: boolean;
  inherit: boolean | null;
  set: boolean | null;
};
