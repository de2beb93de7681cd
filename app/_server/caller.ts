import "server-only";
import { AppError } from "../../lib/errors.ts";
import { LINK_PROOF_HEADER } from "../../lib/hand-off/proof.ts";
import { linkRefused } from "../../lib/hand-off/refusal.ts";
import type { Founder } from "../../lib/store/founders.ts";
import { linkProof } from "./link-proof.ts";
import { currentSession } from "./session.ts";

/** Who may call: a founder who is signed in; she, or the holder of a hand-off's link; anybody who reaches the port. */
export type Who = "founder" | "founder-or-link" | "anybody";

export type Caller =
  | { kind: "founder"; founder: Founder; sidHash: string }
  | { kind: "link"; handOffId: string }
  | { kind: "nobody" };

/**
 * Who sent the request. With a link proof only that counts, so that a founder who opens a link is an engineer there.
 * Throws AppError `refused.signed-out` or `refused.link`.
 */
export async function callerOf(request: Request, who: Who): Promise<Caller> {
  if (who === "anybody") return { kind: "nobody" };
  if (who === "founder-or-link" && request.headers.has(LINK_PROOF_HEADER)) {
    const proven = await linkProof(request);
    if (proven === null) throw linkRefused();
    return { kind: "link", handOffId: proven.handOffId };
  }
  const session = await currentSession();
  if (session === null) throw signedOut();
  return { kind: "founder", founder: session.founder, sidHash: session.sidHash };
}

/** The founder of a call whose door is open to founders only. */
export function founderOf(caller: Caller): Founder {
  if (caller.kind !== "founder") throw signedOut();
  return caller.founder;
}

function signedOut(): AppError {
  return new AppError("refused.signed-out", "You are signed out.", {
    hint: "Sign in again in another tab, then try this once more.",
  });
}
