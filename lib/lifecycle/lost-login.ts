import { LOST_LOGIN, type LostLoginRow } from "../inspect/queries/lost-login.sql.ts";
import type { Target } from "../postgres/client.ts";
import { ident, type Sql, sql } from "../postgres/sql.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { expirePassword, limitConnections } from "../statements/role.ts";
import { allowLogin } from "../statements/role-life.ts";
import { objectRef } from "../statements/statement.ts";
import type { DriftChange } from "../verify/drift.ts";
import type { Verification } from "../verify/verification.ts";
import { asAdmin, type LifeOptions } from "./role-to-change.ts";

const LOOK = { readOnly: true, lockTimeoutMs: 200, statementTimeoutMs: 10_000, idleTimeoutMs: 10_000 } as const;

/**
 * Why the login of an earlier check does not open its database any more, with the repair: renamed, removed, paused, its
 * password run out or changed, CONNECT taken away, its limit at nothing. Postgres tells no stranger, so an admin looks
 * (`target` is where, in the same database). Changes nothing. Throws AppError.
 */
export async function whyLoginIsLost(
  target: Target,
  before: Verification,
  options: Omit<LifeOptions, "role"> = {},
): Promise<DriftChange> {
  const { role } = before.server;
  return asAdmin(target, { ...options, role }, async (client) => {
    const values = [role, before.login?.oid ?? 0];
    const { rows } = await withTransaction(client, LOOK, () => client.query<LostLoginRow>(LOST_LOGIN, values));
    return causeOf(before, rows);
  });
}

function causeOf(before: Verification, rows: readonly LostLoginRow[]): DriftChange {
  const { role, database } = before.server;
  const now = rows.find((one) => one.named);
  const other = rows.find((one) => !one.named);
  if (now === undefined) return other === undefined ? removed(role) : renamed(role, other.name);
  if (!now.login)
    return lost(
      "login-paused",
      role,
      "It is paused: nobody may sign in with it.",
      "rolcanlogin = false",
      allowLogin(role).sql,
    );
  if (now.expired) {
    // The day that was set before is over as well, where it is the same one.
    const again = stillAhead(before.login?.validUntil ?? null);
    return lost(
      "password-expired",
      role,
      "Its password ran out.",
      "rolvaliduntil is in the past",
      expirePassword(role, again).sql,
    );
  }
  if (!now.connects) {
    const grant = sql`GRANT CONNECT ON DATABASE ${ident(database)} TO ${ident(role)}`;
    return lost(
      "connect-revoked",
      role,
      `It may not open the database ${database} any more.`,
      "no CONNECT privilege",
      grant,
    );
  }
  if (now.connection_limit === 0) {
    const limit = limitConnections(role, before.login?.connectionLimit || 10).sql;
    return lost("limit-changed", role, "It may not open a single visit.", "rolconnlimit = 0", limit);
  }
  const detail =
    "The role is there, may log in, has not expired and may connect: what is left is another password, or pg_hba.conf.";
  return lost(
    "password-changed",
    role,
    "Its password was changed, or the server's door was (pg_hba.conf).",
    detail,
    null,
  );
}

function removed(role: string): DriftChange {
  const detail = "No role of that name, and none with the OID that it had.";
  return lost("role-removed", role, `The login ${role} was removed. Make it anew to go on.`, detail, null);
}

function renamed(role: string, to: string): DriftChange {
  const back = sql`ALTER ROLE ${ident(to)} RENAME TO ${ident(role)}`;
  return lost(
    "role-renamed",
    role,
    `The login ${role} was renamed: it is called ${to} now.`,
    `Same OID, other rolname.`,
    back,
  );
}

function stillAhead(until: string | null): string | null {
  return until !== null && Date.parse(until) > Date.now() ? until : null;
}

function lost(code: string, role: string, title: string, detail: string, remedy: Sql | null): DriftChange {
  const object = objectRef("role", role);
  const fixableBy = "role-change" as const;
  return {
    code,
    class: "guard",
    object,
    privilege: null,
    via: [],
    title,
    detail,
    fixableBy,
    remedy: remedy && `${remedy};`,
  };
}
