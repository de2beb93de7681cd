import "server-only";
import { getIronSession, type SessionOptions } from "iron-session";
import { cookies } from "next/headers";
import { cache } from "react";
import type { Founder } from "../../lib/store/founders.ts";
import { redirectToSignIn } from "./asked-path.ts";
import { sessionKey } from "./session-key.ts";
import { store } from "./store.ts";
import { hashOf, newToken } from "./tokens.ts";

const DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** All that the cookie holds. Who it is, and whether it still counts, a row of the store says at every request. */
type Cookie = { sid?: string; epoch?: number };

export type CurrentSession = { founder: Founder; sidHash: string };

/** The session of the request under way; null: nobody is signed in. Once a request. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const { sid, epoch } = await cookie();
  if (sid === undefined || epoch === undefined) return null;
  const sidHash = hashOf(sid);
  const session = await (await store()).sessions.find(sidHash, epoch, Date.now());
  return session && { founder: session.founder, sidHash };
});

/** For pages: the founder, or off to the sign-in. */
export async function requireFounder(): Promise<Founder> {
  const session = await currentSession();
  return session === null ? redirectToSignIn() : session.founder;
}

/** Opens a session and sets its cookie. False: the founder's epoch has moved on meanwhile. */
export async function openSession({ id, epoch }: Founder, headers: Headers): Promise<boolean> {
  const [sid, now] = [newToken(), Date.now()];
  if (!(await (await store()).sessions.add(hashOf(sid), id, epoch, now + DAYS * DAY_MS, now))) return false;
  const session = await cookie(headers);
  Object.assign(session, { sid, epoch });
  await session.save();
  return true;
}

/** Ends the session of this browser: its row, then its cookie. */
export async function closeSession(sidHash: string, headers: Headers): Promise<void> {
  await (await store()).sessions.remove(sidHash);
  (await cookie(headers)).destroy();
}

async function cookie(headers?: Headers) {
  return getIronSession<Cookie>(await cookies(), cookieOptions("lucien-session", DAYS, headers));
}

/**
 * Cookies go over TLS alone, except where the page itself came over plain http: the wrapper lets that pass on this very
 * machine only. `headers`: of the admitted request that sets the cookie; reading needs none.
 */
export function cookieOptions(cookieName: string, days: number, headers?: Headers): SessionOptions {
  const secure = !headers?.get("origin")?.startsWith("http:");
  return {
    cookieName,
    password: sessionKey(),
    ttl: days * 24 * 3_600,
    cookieOptions: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}
