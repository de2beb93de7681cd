import "server-only";

/** `<id>.<authenticating part>.<holder>`, sent with every request of a wizard that runs inside a hand-off. */
export const LINK_PROOF_HEADER = "x-link-proof";

/** The hand-off that the request's proof opens, claimed by the browser that sends it; null: it opens none. */
export async function linkProof(_request: Request): Promise<{ handOffId: string } | null> {
  return null;
}
