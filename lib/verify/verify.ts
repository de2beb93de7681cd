import type { AuditScope } from "../audit/scope.ts";
import type { ClientOptions, Target } from "../postgres/client.ts";
import { conclude } from "./conclude.ts";
import { lookHere } from "./look-here.ts";
import { lookIntoOtherDatabases, MOST_DATABASES } from "./other-databases.ts";
import { signedIn } from "./sign-in.ts";
import type { Verification, VerifyEvent } from "./verification.ts";
import { wayIntoDatabases } from "./ways.ts";

export type VerifyOptions = {
  /** What it is meant to read; null: what its own grants mean. */
  scope: AuditScope | null;
  client?: ClientOptions;
  /** More than one only for a role made in this run: hosts count refused logins. At most 3, within 10 s. */
  signInTries?: number;
  /** For everything that is tried. Default 15 s. */
  probeBudgetMs?: number;
  /** How many other databases are looked at. Default 20. */
  mostDatabases?: number;
  /** Sign in to databases where that runs an event trigger, too. */
  enterLoginTriggers?: boolean;
  now?: () => Date;
  onEvent?: (event: VerifyEvent) => void;
};

/**
 * The verdict on a login, over that login: every way in the catalog, tries as the role, and the other databases of the
 * cluster that it may enter. Changes nothing. Throws AppError `connect.*` where it cannot sign in.
 */
export async function verify(target: Target, options: VerifyOptions): Promise<Verification> {
  const { onEvent: tell = () => {}, client: clientOptions = {}, now = () => new Date() } = options;
  const started = performance.now();
  const here = await signedIn(target, { ...options, client: clientOptions, tell }, (client) =>
    lookHere(client, { target, role: null, scope: options.scope, probeBudgetMs: options.probeBudgetMs, tell }),
  );
  const others = await lookIntoOtherDatabases(target, here.role, here.databases, {
    client: clientOptions,
    ownLogin: true,
    internal: here.provider?.databases ?? [],
    connectionLimit: here.audit.access.role?.connectionLimit ?? -1,
    most: options.mostDatabases ?? MOST_DATABASES,
    enterLoginTriggers: options.enterLoginTriggers ?? false,
    onProbe: (probe) => tell({ type: "verify.probe", probe }),
  });
  tell({ type: "verify.way", way: wayIntoDatabases(others) });
  const verification = conclude({ target, here, others, more: [], checkedAt: now(), started });
  tell({ type: "verify.done", verification });
  return verification;
}
