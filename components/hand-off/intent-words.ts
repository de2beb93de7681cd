import type { About, HandOffIntent, HandOffRecord } from "./view.types.ts";

/** The words for what a link asks of a login that stands already. Engineers read Postgres' terms, founders do not. */

type Asked = Exclude<HandOffIntent, "create">;
export type AskedAbout = Pick<HandOffRecord, "intent" | "login" | "role">;

/** The record's part about a login that stands; null where a new one is asked for. */
export function aboutOf({ intent, login, role }: AskedAbout): About | null {
  return intent === "create" || login === null ? null : { intent, login, role };
}

/** "Pause lucien_readonly on shop at db.example.com": short, the same for both. */
export function askedLine({ intent, role, login }: About): string {
  return `${ACTS[intent](role)} on ${login.database} at ${login.host}`;
}

const ACTS: Record<Asked, (role: string) => string> = {
  change: (role) => `Change what ${role} may see`,
  rotate: (role) => `Give a new password to ${role}`,
  pause: (role) => `Pause ${role}`,
  resume: (role) => `Let ${role} sign in again`,
  remove: (role) => `Remove ${role}`,
};

type Words = {
  /** The engineer's title: "Ada asks you to …". */
  asksTo: string;
  /** What that is, to an engineer. */
  means: string;
  /** The founder's title when the link is written. */
  title: string;
  /** The question in the message. */
  message: string;
  /** The buttons of whoever does it here. */
  act: string;
  acting: string;
  /** What the founder sees last, as it is still to come. */
  atTheEnd: string;
};

export const INTENT_WORDS: Record<Asked, Words> = {
  change: {
    asksTo: "change what a Postgres login may read",
    means: "The same role gets other SELECT rights. Its password is not touched.",
    title: "Tell your engineer what Lucien should see from now on",
    message: "Could you change what Lucien, the analyst I use, may see?",
    act: "Change it",
    acting: "Changing it",
    atTheEnd: "You see it here",
  },
  rotate: {
    asksTo: "give a Postgres login a new password",
    means:
      "One ALTER ROLE with the SCRAM verifier of a password that was made in the founder’s browser; then the sessions of the old one end. Its rights stay.",
    title: "Ask your engineer for a new password",
    message: "Could you give the read-only login of Lucien, the analyst I use, a new password?",
    act: "Set the new password",
    acting: "Setting the new password",
    atTheEnd: "You copy the new URL, right here",
  },
  pause: {
    asksTo: "pause a Postgres login",
    means: "ALTER ROLE … NOLOGIN, then its open sessions end. Its password and rights stay as they are.",
    title: "Ask your engineer to pause it",
    message: "Could you pause the read-only login of Lucien, the analyst I use?",
    act: "Pause it now",
    acting: "Pausing it",
    atTheEnd: "You see it here",
  },
  resume: {
    asksTo: "let a Postgres login sign in again",
    means: "ALTER ROLE … LOGIN, with the password and the rights that it had.",
    title: "Ask your engineer to let it sign in again",
    message: "Could you let the read-only login of Lucien, the analyst I use, sign in again?",
    act: "Let it sign in again",
    acting: "Letting it in",
    atTheEnd: "You see it here",
  },
  remove: {
    asksTo: "remove a Postgres login",
    means:
      "The role is shut and its sessions end; what it was granted goes in every database of the server, each in one transaction; then DROP ROLE. Nobody else loses anything.",
    title: "Ask your engineer to remove it",
    message: "Could you remove the read-only login of Lucien, the analyst I used?",
    act: "Remove the login",
    acting: "Removing it",
    atTheEnd: "You see it here",
  },
};

/** For the founder's facts: what the last press was for. */
export function endsWithUrl(intent: HandOffIntent): boolean {
  return intent === "create" || intent === "rotate";
}
