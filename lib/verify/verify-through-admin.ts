import { finding } from "../audit/compose.ts";
import type { AuditScope } from "../audit/scope.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import { objectRef } from "../statements/statement.ts";
import { conclude } from "./conclude.ts";
import { lookHere } from "./look-here.ts";
import { lookIntoOtherDatabases, MOST_DATABASES } from "./other-databases.ts";
import type { Verification, VerifyEvent } from "./verification.ts";
import { wayIntoDatabases } from "./ways.ts";

export type ThroughAdminOptions = {
  scope: AuditScope | null;
  client?: ClientOptions;
  probeBudgetMs?: number;
  now?: () => Date;
  onEvent?: (event: VerifyEvent) => void;
};

/**
 * The verdict on a role whose password nobody here knows, through an admin's session: the same catalog, and tries under
 * SET LOCAL ROLE where the admin may become it. Other databases are entered with the admin's login. The role's own is
 * not tested, and the report says so. `target` is where the admin is connected. Throws QueryError.
 */
export async function verifyThroughAdmin(
  client: Client,
  target: Target,
  role: string,
  options: ThroughAdminOptions,
): Promise<Verification> {
  const { onEvent: tell = () => {}, now = () => new Date(), scope, probeBudgetMs } = options;
  const started = performance.now();
  const here = await lookHere(client, { target, role, scope, probeBudgetMs, tell });
  const others = await lookIntoOtherDatabases(target, role, here.databases, {
    client: options.client ?? {},
    ownLogin: false,
    internal: here.provider?.databases ?? [],
    connectionLimit: -1,
    most: MOST_DATABASES,
    enterLoginTriggers: false,
    onProbe: () => {},
  });
  tell({ type: "verify.way", way: wayIntoDatabases(others) });
  const meant = scope === null ? "grants" : "request";
  const verification = conclude({
    target,
    here,
    meant,
    others,
    more: [loginNotTested(role, here.tries.probes.length)],
    checkedAt: now(),
    started,
  });
  tell({ type: "verify.done", verification });
  return verification;
}

function loginNotTested(role: string, tries: number) {
  return finding({
    code: "login-not-tested",
    class: "notice",
    object: objectRef("role", role),
    title:
      tries === 0
        ? "Nobody signed in as this login and nothing was tried as it: what we say rests on the rights alone."
        : "We did not sign in as this login, because its password is not known here.",
    detail: `The rights of ${role} were read from the catalog, ${tries === 0 ? "and this session may not become it, so not one statement was tried" : `and ${tries} statements were tried under SET LOCAL ROLE`}. Settings of its own login and pg_hba.conf were not seen.`,
    fixableBy: "role-change",
  });
}
