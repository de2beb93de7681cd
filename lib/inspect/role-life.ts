import type { Client } from "../postgres/client.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { type RoleLifeRow, roleLifeQuery, SESSIONS_OF } from "./queries/role-life.sql.ts";

const LOOK = { readOnly: true, lockTimeoutMs: 200, statementTimeoutMs: 10_000, idleTimeoutMs: 10_000 } as const;

/** A role that is there already, and what the session's role (the one it acts as) may do about it. */
export type RoleLife = {
  name: string;
  login: boolean;
  superuser: boolean;
  comment: string | null;
  /** ISO 8601; null: its password does not run out. */
  validUntil: string | null;
  expired: boolean;
  /** Open now, in every database of the cluster, this one not counted. */
  sessions: number;
  inRecovery: boolean;
  versionNum: number;
  me: { name: string; signedInAs: string; superuser: boolean; inherits: boolean };
  /** ALTER ROLE: a superuser; CREATEROLE, from 16 on only with ADMIN on that role. */
  mayAlter: boolean;
  /** Its rights count as ours now (USAGE), and we may SET ROLE to it. */
  member: { rights: boolean; set: boolean };
  /** pg_terminate_backend on its sessions without becoming it. */
  maySignal: boolean;
  /** Who else may act as it or has its rights through membership; superusers are left out. */
  members: string[];
  /** Roles whose membership it has given to others. */
  handsOn: string[];
};

/** The role of this name; null where there is none. Throws QueryError. */
export async function inspectRoleLife(client: Client, role: string): Promise<RoleLife | null> {
  const { serverVersionNum: versionNum } = client.info;
  const { rows } = await withTransaction(client, LOOK, () =>
    client.query<RoleLifeRow>(roleLifeQuery(versionNum), [role]),
  );
  return rows[0] === undefined ? null : lifeOf(rows[0], versionNum);
}

/** Sessions of the role that are open now, beside this one. */
export async function sessionsOf(client: Client, role: string): Promise<number> {
  const { rows } = await client.query<{ sessions: number }>(SESSIONS_OF, [role]);
  return rows[0]?.sessions ?? 0;
}

function lifeOf(row: RoleLifeRow, versionNum: number): RoleLife {
  const creates = row.me_creates_roles && !row.superuser && (versionNum < 160_000 || row.holds_admin);
  return {
    name: row.name,
    login: row.login,
    superuser: row.superuser,
    comment: row.comment,
    validUntil: row.valid_until,
    expired: row.expired,
    sessions: row.sessions,
    inRecovery: row.in_recovery,
    versionNum,
    me: { name: row.me, signedInAs: row.signed_in_as, superuser: row.me_superuser, inherits: row.me_inherits },
    mayAlter: row.me_superuser || creates,
    member: { rights: row.has_rights, set: row.can_set },
    maySignal: row.me_superuser || ((row.may_signal || row.has_rights) && !row.superuser),
    members: row.members,
    handsOn: row.hands_on,
  };
}
