import type { LinkProof } from "./hand-off.types.ts";
import { isHandOffId } from "./link.ts";

const PART = /^[A-Za-z0-9_-]{16,64}$/;

/** The header with which the engineer's browser proves the link: `<id>.<authenticating part>.<holder>`. */
export const LINK_PROOF_HEADER = "x-link-proof";

export function writeProof({ id, auth, holder }: LinkProof): string {
  return [id, auth, holder].join(".");
}

/** Null for what `writeProof` does not write. */
export function readProof(header: string | null): LinkProof | null {
  const [id = "", auth = "", holder = "", ...more] = header?.split(".") ?? [];
  if (!isHandOffId(id) || !PART.test(auth) || !PART.test(holder) || more.length > 0) return null;
  return { id, auth, holder };
}
