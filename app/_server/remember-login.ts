import "server-only";
import { randomId } from "../../lib/hand-off/bytes.ts";
import type { CreateResult, PasswordMode } from "../../lib/lifecycle/create.ts";
import type { NewConnection } from "../../lib/store/connections.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import { asPublicError } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { checkOf } from "./hand-off-connection.ts";
import { endOfPassword } from "./password-times.ts";
import { store } from "./store.ts";

/** `outcome` is not known of a script: somebody else ran it. */
type Remembered = Pick<CreateResult, "role" | "address" | "verification"> & Partial<Pick<CreateResult, "outcome">>;

const MODES = { verifier: "verifier", plaintext: "sealed", unchanged: "kept" } as const;

/**
 * Lists a login that a founder has just made or proven, with its proof as a check. Inside a link nothing is listed here:
 * the founder confirms what comes back first. A store that is away does not undo what was done, so nothing is thrown.
 */
export async function rememberLogin(
  caller: Caller,
  { role, address, verification, outcome }: Remembered,
  mode: PasswordMode,
): Promise<void> {
  if (caller.kind !== "founder") return;
  try {
    const { host, port, database, sslmode } = address;
    const passwordSetAt = mode === "unchanged" ? undefined : Date.now();
    const login = { host, port, database, role, sslmode, passwordMode: MODES[mode], passwordSetAt };
    await listLogin(caller.founder.id, login, verification, outcome === "changed" ? "changed" : "proven");
  } catch (thrown) {
    // Leaves a reference number in the log, and nothing of what was thrown.
    asPublicError(thrown);
  }
}

type Login = Pick<NewConnection, "host" | "port" | "database" | "role" | "sslmode" | "passwordMode" | "passwordSetAt">;

/** Lists a login with its proof as a check, or adds the check to the one that is listed. Gives its id. */
export async function listLogin(
  founderId: string,
  login: Login,
  verification: Verification,
  what: "proven" | "changed" = "proven",
) {
  const open = verification.findings.find((one) => one.class === "write");
  const check = { ...checkOf(verification, Date.now()), note: open?.title ?? "" };
  const { database: name, host } = login;
  const facts = { name, host, verdict: check.verdict, tries: check.tries, refused: check.refused };
  const id = await (await store()).connections.record(
    { id: randomId(), founderId, name, handOffId: null, ...login, validUntil: endOfPassword(verification) },
    check,
    {
      evidence: JSON.stringify(verification),
      activity: { at: check.at, kind: `connection.${what}`, founderId, subject: null, facts },
    },
  );
  return { id, check };
}
