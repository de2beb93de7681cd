import "server-only";
import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { redirectToSignIn } from "./asked-path.ts";
import { cookieOptions, currentSession } from "./session.ts";
import { store } from "./store.ts";

const DAYS = 7;

/**
 * Notes in this browser that it proved a hand-off's link. It opens the wizard's pages, which hold no data; each of their
 * routes asks for the proof itself again.
 */
export async function setGuest(handOffId: string, headers: Headers): Promise<void> {
  const session = await guestCookie(headers);
  session.handOffId = handOffId;
  await session.save();
}

/** For the wizard's pages: a founder, or the engineer of a hand-off that still exists; all others go to the sign-in. */
export async function requireFounderOrGuest(): Promise<void> {
  if ((await currentSession()) !== null) return;
  const { handOffId } = await guestCookie();
  if (handOffId === undefined || (await (await store()).handOffs.versions([handOffId])).size === 0)
    await redirectToSignIn();
}

async function guestCookie(headers?: Headers) {
  return getIronSession<{ handOffId?: string }>(await cookies(), cookieOptions("lucien-guest", DAYS, headers));
}
