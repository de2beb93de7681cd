import type { Check, Connection } from "../../lib/store/connections.ts";
import { longDay } from "../hand-off/times.ts";
import { counted } from "../wizard/wording.ts";

const DAY_MS = 86_400_000;
/** Nobody checks by themselves (the server has no password): after this long we say so. */
export const STALE_DAYS = 30;
/** A password that old has been in many places. */
export const PASSWORD_DAYS = 90;
/** So long before its end a password is told to be ending: time for a word with an admin. */
export const ENDING_DAYS = 14;

/** What a login's own facts ask for, and the one act that ends it. In the app only: nobody else is told. */
export type Reminder = {
  kind: "open" | "ended" | "ending" | "check" | "password";
  title: string;
  says: string;
  /** Two or three words for a list that says no more; null: its state says it already. */
  brief: string | null;
  /** The section of the login's page where it is done. */
  act: { section: "check" | "password" | "change"; label: string };
};

type Facts = Pick<Connection, "name" | "checks" | "passwordSetAt" | "validUntil">;

/** The gravest first. A paused login asks for nothing: nobody signs in with it. Pure. */
export function remindersOf(login: Facts, now: number): Reminder[] {
  if (login.checks[0]?.verdict === "paused") return [];
  return [open(login), ends(login, now), check(login, now), password(login, now)].filter((one) => one !== null);
}

/** Whole days that have passed. */
export function daysSince(time: number, now: number): number {
  return Math.floor((now - time) / DAY_MS);
}

/** The newest look that found something out; a pause, or a database that did not answer, is none. */
export function lastCheck({ checks }: Pick<Connection, "checks">): Check | null {
  return checks.find(({ verdict }) => FOUND_OUT.includes(verdict)) ?? null;
}

const FOUND_OUT = ["read-only", "can-write", "inconclusive"];

function open({ name, checks }: Facts): Reminder | null {
  if (checks[0]?.verdict !== "can-write") return null;
  return {
    kind: "open",
    title: `Close what is open in ${name}`,
    says: "At the last check it could still change something. Do not use it until that is closed.",
    brief: null,
    act: { section: "change", label: "Close it" },
  };
}

function ends({ name, validUntil }: Facts, now: number): Reminder | null {
  if (validUntil === null) return null;
  const day = longDay(new Date(validUntil), new Date(now));
  if (validUntil <= now) {
    const title = `The password of ${name} has run out`;
    const says = `It ended on ${day}. Lucien cannot sign in until it has a new one.`;
    return { kind: "ended", title, says, brief: null, act: { section: "password", label: "Make a new one" } };
  }
  if (validUntil - now > ENDING_DAYS * DAY_MS) return null;
  const left = Math.floor((validUntil - now) / DAY_MS);
  const when = left === 0 ? "within a day" : `in ${counted(left, "day")}`;
  return {
    kind: "ending",
    title: `The password of ${name} ends ${when}`,
    says: `On ${day} Lucien is shut out.`,
    brief: `password ends ${when}`,
    act: { section: "change", label: "Choose a later day" },
  };
}

function check(login: Facts, now: number): Reminder | null {
  const title = `Check ${login.name} again`;
  const act = { section: "check", label: "Check now" } as const;
  const last = lastCheck(login);
  if (last === null) return { kind: "check", title, says: "Nobody has checked it yet.", brief: null, act };
  const days = daysSince(last.at, now);
  if (login.checks[0]?.verdict === "resumed") {
    const says = "It may sign in again since it was paused. Nobody has checked it since.";
    return { kind: "check", title, says, brief: null, act };
  }
  if (days < STALE_DAYS) return null;
  const says = `Its last check was ${counted(days, "day")} ago. A later change can have opened a way.`;
  return { kind: "check", title, says, brief: `not checked for ${counted(days, "day")}`, act };
}

function password({ name, passwordSetAt, validUntil }: Facts, now: number): Reminder | null {
  if (passwordSetAt === null || (validUntil !== null && validUntil <= now)) return null;
  const days = daysSince(passwordSetAt, now);
  if (days < PASSWORD_DAYS) return null;
  return {
    kind: "password",
    title: `Change the password of ${name}`,
    says: `It is ${counted(days, "day")} old.`,
    brief: `password ${counted(days, "day")} old`,
    act: { section: "password", label: "Make a new one" },
  };
}
