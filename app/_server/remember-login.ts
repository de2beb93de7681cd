import "server-only";
import { randomId } from "../../lib/hand-off/bytes.ts";
import type { CreateResult, PasswordMode } from "../../lib/lifecycle/create.ts";
import { asPublicError } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { checkOf } from "./hand-off-connection.ts";
import { store } from "./store.ts";

const MODES = { verifier: "verifier", plaintext: "sealed", unchanged: "kept" } as const;

/**
 * Lists a login that a founder has just made or proven, with its proof as a check. Inside a link nothing is listed here:
 * the founder confirms what comes back first. A store that is away does not undo what was done, so nothing is thrown.
 */
export async function rememberLogin(
  caller: Caller,
  { role, address, verification }: Pick<CreateResult, "role" | "address" | "verification">,
  mode: PasswordMode,
): Promise<void> {
  if (caller.kind !== "founder") return;
  try {
    const founderId = caller.founder.id;
    const passwordMode = MODES[mode];
    const { host, port, database, sslmode } = address;
    const check = checkOf(verification, Date.now());
    const facts = { name: database, host, verdict: check.verdict, tries: check.tries, refused: check.refused };
    await (await store()).connections.record(
      { id: randomId(), founderId, name: database, host, port, database, role, sslmode, passwordMode, handOffId: null },
      check,
      {
        evidence: JSON.stringify(verification),
        activity: { at: check.at, kind: "connection.proven", founderId, subject: null, facts },
      },
    );
  } catch (thrown) {
    // Leaves a reference number in the log, and nothing of what was thrown.
    asPublicError(thrown);
  }
}
