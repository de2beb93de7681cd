import "server-only";
import { proveHeld } from "../../lib/hand-off/engineer-moves.ts";
import { LINK_PROOF_HEADER, readProof } from "../../lib/hand-off/proof.ts";
import { handOffWatch } from "./hand-off-watch.ts";
import { store } from "./store.ts";

/** What a request of the wizard shows to be under way, for the founder's timeline. */
const SEEN: Readonly<Record<string, "connecting" | "reviewing" | "script-made">> = {
  "/connect/check": "connecting",
  "/review/plan": "reviewing",
  "/review/script": "script-made",
  "/h/[id]/life-script": "reviewing",
};

/**
 * The hand-off that the request's proof opens, claimed by the browser that sends it; null: it is no proof. Throws AppError
 * `refused.link`, and to a browser that held the link once `refused.link-taken` or `refused.link-lapsed`.
 */
export async function linkProof(request: Request): Promise<{ handOffId: string } | null> {
  const proof = readProof(request.headers.get(LINK_PROOF_HEADER));
  if (proof === null) return null;
  const { pathname } = new URL(request.url);
  const { handOffs } = await store();
  await proveHeld(handOffs, proof, {
    now: Date.now(),
    seen: SEEN[pathname.replace(`/${proof.id}/`, "/[id]/")] ?? null,
  });
  handOffWatch().nudge();
  return { handOffId: proof.id };
}
