import { withChangeLock } from "../apply/lock.ts";
import { AppError } from "../errors.ts";
import { inspectRoleLife, type RoleLife } from "../inspect/role-life.ts";
import { type Client, type Target, withClient } from "../postgres/client.ts";
import { literal, type Sql } from "../postgres/sql.ts";
import type { Secret } from "../secret.ts";
import { setOwnPassword, setPassword } from "../statements/role.ts";
import type { Statement } from "../statements/statement.ts";
import { type Address, addressFor, loginAt } from "./address.ts";
import { type ChangedPassword, changePassword, type LoginProof, proveLogin } from "./change-password.ts";
import { type EndedSessions, endSessionsOf } from "./end-sessions.ts";
import { asAdmin, type LifeOptions, refuseUnfit, roleToChange } from "./role-to-change.ts";

export type RotateOptions = {
  /** SCRAM verifier of the password that the caller made and keeps. */
  verifier: string;
  /** That password, where the caller may tell it: then the new login is tried. */
  password?: Secret | null;
  /** The host is known to take no verifiers (Neon): do not try. */
  plaintext?: boolean;
};

/** By an admin: when the new password runs out. undefined: as before, but for one that has run out already. */
export type AdminRotateOptions = LifeOptions & RotateOptions & { validUntil?: string | null };
/** By the role itself: no name, it is whoever signs in. */
export type OwnRotateOptions = Omit<LifeOptions, "role" | "actAs"> & RotateOptions;

export type RotateResult = {
  role: string;
  address: Address;
  passwordMode: ChangedPassword["mode"];
  /** Plaintext mode only: made here, since the host takes no verifier. */
  password: Secret | null;
  /** As it ran. Its verifier is a secret: keep it out of reports. */
  statements: string[];
  /** Visits with the old password. */
  sessions: EndedSessions;
  /** ISO 8601; null: the new password does not run out. */
  validUntil: string | null;
  proof: LoginProof;
  finishedAt: string;
};

/**
 * A new password by the admin: one statement, then the sessions of the old one are ended, then the new one is tried.
 * Throws AppError `refused.*` before any change, RunError `change.*` after a rollback.
 */
export async function rotate(target: Target, options: AdminRotateOptions): Promise<RotateResult> {
  return asAdmin(target, options, async (client) => {
    const life = await roleToChange(client, options);
    const { validUntil, statement } = rotation(life, options.validUntil);
    const address = addressFor(target, life.name, client.info.tls);
    const login = (password: Secret) => loginAt(target, life.name, password);
    return withChangeLock(client, () => turn(client, life, { options, statement, validUntil, address, login }));
  });
}

/**
 * The same by the role itself, with its old URL (`login`) and no admin: a role may set its own password and end its own
 * sessions. It may not move its own expiry, so that stays.
 */
export async function rotateOwn(login: Target, options: OwnRotateOptions): Promise<RotateResult> {
  return withClient(login, options.client ?? {}, async (client) => {
    options.onConnected?.(client.info);
    const role = client.info.parameters.session_authorization ?? login.user;
    const life = await inspectRoleLife(client, role);
    if (life === null) throw new AppError("refused.no-such-role", "This login is gone.", { hint: "Make a new one." });
    refuseUnfit(life, options.adopt ?? false);
    const statement = (password: Sql): Statement => ({
      ...setOwnPassword(role, password),
      title: "Give the login a new password.",
      reason: "Run by the role itself, which may change its own password and nothing else.",
    });
    return turn(client, life, {
      options,
      statement,
      validUntil: life.validUntil,
      // The name with which it signed in here, a pooler's project behind it included.
      address: { ...addressFor(login, role, client.info.tls), user: login.user },
      login: (password) => ({ ...login, password }),
    });
  });
}

type Turn = {
  options: RotateOptions & Pick<LifeOptions, "client">;
  statement: (password: Sql) => Statement;
  validUntil: string | null;
  address: Address;
  login: (password: Secret) => Target;
};

async function turn(client: Client, life: RoleLife, asked: Turn): Promise<RotateResult> {
  const { options, statement, validUntil, address, login } = asked;
  const { verifier, plaintext, client: clientOptions = {} } = options;
  const changed = await changePassword(client, { role: life.name, statement, verifier, plaintext }).catch((error) =>
    doneAllTheSame(error, asked),
  );
  // From here on nothing may throw: the old password is gone, and the caller waits for what the new one opens.
  const sessions = await endSessionsOf(client, life).catch((error) => notEnded(error, life));
  const password = changed.password ?? options.password ?? null;
  return {
    role: life.name,
    address,
    passwordMode: changed.mode,
    password: changed.password,
    statements: [changed.statement],
    sessions,
    validUntil,
    proof: await proveLogin(password === null ? null : login(password), clientOptions),
    finishedAt: new Date().toISOString(),
  };
}

/** The line broke at COMMIT: the new password itself tells whether it was done. */
async function doneAllTheSame(error: unknown, { options, statement, login }: Turn): Promise<ChangedPassword> {
  const unknown = error instanceof AppError && error.code === "change.outcome-unknown";
  if (!unknown || !options.password) throw error;
  const { state } = await proveLogin(login(options.password), options.client ?? {});
  if (state !== "signed-in") throw error;
  return { mode: "verifier", password: null, statement: statement(literal(options.verifier)).sql };
}

function notEnded(error: unknown, { sessions }: RoleLife): EndedSessions {
  const why = error instanceof AppError ? `${error.message} (${error.code})` : "no answer";
  return { ended: 0, left: sessions, why };
}

type Rotation = Pick<Turn, "validUntil" | "statement">;

/**
 * The statement that an admin runs. A password that has run out is replaced by one that does not, else the new one would
 * open nothing; where it runs out later, that day stays untouched.
 */
function rotation({ name, validUntil, expired }: RoleLife, wanted?: string | null): Rotation {
  const words = {
    title: "Give the login a new password.",
    reason: "One statement. The old password opens nothing from then on; its sessions are ended next.",
  };
  if (wanted === undefined && !expired) {
    return { validUntil, statement: (password) => ({ ...setOwnPassword(name, password), ...words }) };
  }
  const until = wanted ?? null;
  return {
    validUntil: until,
    statement: (password) => setPassword(name, password, literal(until ?? "infinity"), words),
  };
}
