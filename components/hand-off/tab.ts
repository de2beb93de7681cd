import { fromText, randomId, toText } from "../../lib/hand-off/bytes.ts";
import type { HandOffRecord, HandOffResult } from "../../lib/hand-off/hand-off.types.ts";
import { authOf } from "../../lib/hand-off/keys.ts";
import type { Link } from "../../lib/hand-off/link.ts";
import { writeProof } from "../../lib/hand-off/proof.ts";

const KEY = "lucien-link-1";
const HOLDER = "lucien-holder-1:";

/**
 * The hand-off that this tab is in, in its sessionStorage: survives a reload, goes with the tab. The link's secret is in
 * it until the result is handed over, and nowhere else in this browser.
 */
export type TabLink = {
  id: string;
  /** null once the result is handed over. */
  secret: string | null;
  auth: string;
  /** Tells this browser from others that hold the same link. */
  holder: string;
  /** Where the engineer said to work; null before the claim. */
  host: string | null;
  record: HandOffRecord | null;
  earlierClaims: readonly number[];
  result: HandOffResult | null;
};

/** Null where there is none, also on the server and where storage is forbidden. */
export function readTab(): TabLink | null {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? null : (JSON.parse(text) as TabLink);
  } catch {
    return null;
  }
}

/** Takes a link into this tab. The same one again keeps what is known of it. */
export async function enterTab(link: Link): Promise<TabLink> {
  const secret = toText(link.secret);
  const known = readTab();
  if (known?.id === link.id && known.secret === secret) return known;
  const auth = await authOf(link);
  const fresh = { host: null, record: null, earlierClaims: [], result: null };
  return writeTab({ id: link.id, secret, auth, holder: holderOf(link.id), ...fresh });
}

/**
 * This browser's name for this link, the same in each of its tabs: who closed the tab and opens the link again is no
 * other browser. It opens nothing without the link's secret.
 */
function holderOf(id: string): string {
  const fresh = randomId();
  try {
    const kept = localStorage.getItem(HOLDER + id);
    if (kept === null) localStorage.setItem(HOLDER + id, fresh);
    return kept ?? fresh;
  } catch {
    return fresh;
  }
}

export function changeTab(change: Partial<TabLink>): TabLink | null {
  const tab = readTab();
  return tab && writeTab({ ...tab, ...change });
}

/** This tab is nobody's engineer any more. */
export function leaveTab(): void {
  try {
    localStorage.removeItem(HOLDER + (readTab()?.id ?? ""));
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden here, so nothing was kept either.
  }
}

export function linkOf({ id, secret }: TabLink): Link | null {
  return secret === null ? null : { id, secret: fromText(secret) };
}

/** True while this tab works for a hand-off: claimed here, and not handed over yet. */
export function isAtWork(tab: TabLink | null): tab is TabLink & { host: string; record: HandOffRecord } {
  return tab !== null && tab.host !== null && tab.record !== null && tab.secret !== null;
}

/** What the header of a request of the wizard says; null in a founder's own wizard. */
export function proofHeader(): string | null {
  const tab = readTab();
  return isAtWork(tab) ? writeProof(tab) : null;
}

/** Handed over: what is left of it is shown on the wizard's last screens, and ends with them. */
export function isHandedOver(tab: TabLink | null): boolean {
  return tab !== null && tab.result !== null;
}

function writeTab(tab: TabLink): TabLink {
  sessionStorage.setItem(KEY, JSON.stringify(tab));
  return tab;
}
