import type { ExistingRole, Snapshot } from "../inspect/snapshot.ts";
import { literal, type Sql, sql } from "../postgres/sql.ts";
import { type Change, change } from "../statements/change.ts";
import { GUARDS, type GuardName, resetGuard, setGuard } from "../statements/guard.ts";
import { commentOnRole, MARKER, PENDING_MARKER } from "../statements/marker.ts";
import { createRole, expirePassword, limitConnections, setPassword } from "../statements/role.ts";
import { allowLogin } from "../statements/role-life.ts";
import { objectRef, type Statement } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import type { PlanRequest } from "./request.ts";

/** What goes into the role's first statement, and whether a second password follows the login test. */
export type LoginParts = {
  /** A quoted verifier; null: the role gets no password at all. */
  password: Sql | null;
  /** When that password runs out; null: what the request says. */
  validUntil: Sql | null;
  /** Put in after the login test; `same`: the first one stays, only the mark follows; null: there is no login test. */
  final: Sql | "same" | null;
};

/**
 * For the preview: what is not known yet, and must not be shown, stands there as a psql variable. The run puts quoted
 * literals into exactly these places and changes nothing else.
 */
export const SHOWN_LOGIN: LoginParts = {
  password: sql`:'temporary_verifier'`,
  validUntil: sql`:'ten_minutes_from_now'`,
  final: sql`:'verifier'`,
};

/** For the preview where verifiers are refused: one password, in clear, never shown. */
export const SHOWN_PLAINTEXT_LOGIN: LoginParts = { password: sql`:'password'`, validUntil: null, final: "same" };

/** True where this run gives the role its password: it is new, or left over from a run that broke off. */
export function makesPassword(existing: ExistingRole | null): boolean {
  return existing === null || existing.marker === "pending";
}

/** The statements on the role itself, guards included, and those that follow the login test. */
export function loginChanges(request: PlanRequest, snapshot: Snapshot, login: LoginParts): LoginPart {
  const { role: existing } = snapshot;
  if (existing === null) return newLogin(request, login);
  const wanted = [
    ...(existing.marker === "pending" ? retake(request, existing, login) : []),
    ...attributes(request, existing),
  ];
  const staysPending = existing.marker === "pending" && login.final !== null;
  const marker = existing.marker === "ours" || staysPending ? [] : [markAsOurs(existing)];
  const changes = [...wanted, ...guards(request, existing), ...marker];
  const after = existing.marker === "pending" ? afterProof(request, login) : [];
  const shut =
    existing.login || existing.marker === "pending"
      ? []
      : [isShut(canAlter(snapshot, existing) ? snapshot.admin.name : "", request.role)];
  if (changes.length === 0 || canAlter(snapshot, existing)) return { changes, afterProof: after, uncovered: shut };
  const notDone = changes.map(({ statement }) => notOurs(request.role, statement));
  return { changes: [], afterProof: [], uncovered: [...notDone, ...shut] };
}

export type LoginPart = { changes: Change[]; afterProof: Statement[]; uncovered: Uncovered[] };

function newLogin(request: PlanRequest, login: LoginParts): LoginPart {
  const { role, connectionLimit } = request;
  const made = createRole({ role, password: login.password, validUntil: firstExpiry(request, login), connectionLimit });
  const marker = commentOnRole(role, login.final === null ? MARKER : PENDING_MARKER);
  // No undo of their own: they go with the role.
  const changes = [made, ...guards(request, null).map((g) => g.statement), marker].map((s) => change(s));
  return { changes, afterProof: afterProof(request, login), uncovered: [] };
}

function firstExpiry(request: PlanRequest, login: LoginParts): Sql | null {
  return login.validUntil ?? (request.validUntil === null ? null : literal(request.validUntil));
}

/** A run that broke off left a role with a password that nobody has. */
function retake(request: PlanRequest, existing: ExistingRole, login: LoginParts): Change[] {
  const until = firstExpiry(request, login) ?? literal("infinity");
  const words = {
    title: "Take up the login that a broken-off run left behind.",
    reason: "Its comment says that it was never finished, so nobody has its password.",
  };
  const open = existing.login ? [] : [change(allowLogin(request.role))];
  return [change(setPassword(request.role, login.password ?? sql`NULL`, until, words)), ...open];
}

function afterProof(request: PlanRequest, login: LoginParts): Statement[] {
  if (login.final === null) return [];
  const until = literal(request.validUntil ?? "infinity");
  if (login.final === "same") return [commentOnRole(request.role, MARKER)];
  const words = {
    title: "Swap the test password for Lucien's own.",
    reason: "After the login test. Also a verifier, so the database never sees the password.",
  };
  return [setPassword(request.role, login.final, until, words), commentOnRole(request.role, MARKER)];
}

function attributes(request: PlanRequest, existing: ExistingRole): Change[] {
  const { role, connectionLimit, validUntil } = request;
  const changes: Change[] = [];
  if (existing.connectionLimit !== connectionLimit) {
    changes.push(change(limitConnections(role, connectionLimit), limitConnections(role, existing.connectionLimit)));
  }
  if (existing.marker !== "pending" && !sameTime(existing.validUntil, validUntil)) {
    changes.push(change(expirePassword(role, validUntil), expirePassword(role, existing.validUntil)));
  }
  return changes;
}

function sameTime(a: string | null, b: string | null): boolean {
  const at = (time: string | null) => (time === null || time === "infinity" ? null : Date.parse(time));
  return at(a) === at(b);
}

function guards(request: PlanRequest, existing: ExistingRole | null): Change[] {
  const wanted: Record<GuardName, string | null> = {
    statement_timeout: request.statementTimeoutMs === 0 ? null : String(request.statementTimeoutMs),
    idle_in_transaction_session_timeout: "60000",
    lock_timeout: "5000",
    default_transaction_read_only: "on",
  };
  return GUARDS.flatMap((name): Change[] => {
    const now = settingOf(existing, name);
    const value = wanted[name];
    if (now === value) return [];
    const to = value === null ? resetGuard(request.role, name) : setGuard(request.role, name, value);
    return [change(to, now === null ? resetGuard(request.role, name) : setGuard(request.role, name, now))];
  });
}

function settingOf(existing: ExistingRole | null, name: GuardName): string | null {
  const line = existing?.settings.find((s) => s.startsWith(`${name}=`));
  return line === undefined ? null : line.slice(name.length + 1);
}

function markAsOurs(existing: ExistingRole): Change {
  return change(commentOnRole(existing.name, MARKER), commentOnRole(existing.name, existing.comment));
}

/** ALTER ROLE and COMMENT ON ROLE: a superuser; CREATEROLE, from 16 on only with ADMIN on that role. */
export function canAlter({ admin, server }: Snapshot, role: ExistingRole): boolean {
  if (admin.superuser) return true;
  if (role.superuser || !admin.createRole) return false;
  return server.versionNum < 160000 || admin.canGrantRoles === true || admin.canGrantRoles.includes(role.name);
}

/** Somebody paused it, or it never was a login: only `resume` opens it again, never a run that meant something else. */
function isShut(admin: string, role: string): Uncovered {
  return {
    kind: "attribute",
    object: objectRef("role", role),
    owner: admin,
    reason: "NOLOGIN: nobody can sign in as it. Paused logins stay so until they are resumed.",
    remedy: `${allowLogin(role).sql};`,
  };
}

function notOurs(role: string, statement: Statement): Uncovered {
  return {
    kind: "attribute",
    object: objectRef("role", role),
    owner: "",
    reason: "This admin may not alter the role: it lacks CREATEROLE, or on 16 and later ADMIN on the role.",
    remedy: `${statement.sql};`,
  };
}
