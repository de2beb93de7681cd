import type { AuditScope } from "../audit/scope.ts";
import type { ClientOptions, Target } from "../postgres/client.ts";
import { conclude } from "./conclude.ts";
import { lookHere, type Whereabouts } from "./look-here.ts";
import { lookIntoOtherDatabases, MOST_DATABASES, type OtherDatabasesReport } from "./other-databases.ts";
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
  const {
    onEvent: tell = () => {},
    client: clientOptions = {},
    now = () => new Date(),
    scope,
    probeBudgetMs,
  } = options;
  const started = performance.now();
  let others: Promise<OtherDatabasesReport> | null = null;
  const lookElsewhere = ({ role, databases, provider, connectionLimit }: Whereabouts) =>
    lookIntoOtherDatabases(target, role, databases, {
      client: clientOptions,
      ownLogin: true,
      internal: provider?.databases ?? [],
      connectionLimit,
      most: options.mostDatabases ?? MOST_DATABASES,
      enterLoginTriggers: options.enterLoginTriggers ?? false,
      onProbe: (probe) => tell({ type: "verify.probe", probe }),
    });
  const onDatabases = (known: Whereabouts) => {
    if (hasRoomBeside(known.connectionLimit)) others = lookElsewhere(known);
  };
  // A login with room for few sessions enters the other databases behind this one, which has to be gone by then.
  const client = { ...clientOptions, waitForGoodbye: () => others === null };
  const here = await signedIn(target, { ...options, client, tell }, (session) =>
    lookHere(session, { target, role: null, scope, probeBudgetMs, onDatabases, tell }),
  ).catch(async (error) => {
    // The visits never reject; none of their sessions outlives this call.
    await others;
    throw error;
  });
  const elsewhere = await (others ?? lookElsewhere(here));
  tell({ type: "verify.way", way: wayIntoDatabases(elsewhere) });
  const meant = scope === null ? "grants" : "request";
  const verification = conclude({ target, here, meant, others: elsewhere, more: [], checkedAt: now(), started });
  tell({ type: "verify.done", verification });
  return verification;
}

/** Our own session and two visits at a time: all within half of the role's connection limit, since Lucien may be using it. */
function hasRoomBeside(connectionLimit: number): boolean {
  return connectionLimit < 0 || connectionLimit >= 6;
}
