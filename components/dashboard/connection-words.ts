import type { Check, Connection } from "../../lib/store/connections.ts";
import { capital, counted, digits, inWords } from "../wizard/wording.ts";
import { daysSince, STALE_DAYS } from "./reminder-rules.ts";

export type Standing = { says: string; tone: "plain" | "ask" | "stop" };

type Facts = Pick<Connection, "checks"> & Partial<Pick<Connection, "validUntil">>;

/** How it stands in two or three words: the newest check, how old it is, and whether its password still opens it. */
export function standingOf({ checks, validUntil = null }: Facts, now: number): Standing {
  const newest = checks[0];
  if (!newest) return { says: "no check yet", tone: "plain" };
  if (newest.verdict === "paused") return { says: "paused", tone: "plain" };
  if (newest.verdict === "can-write") return { says: "can write", tone: "stop" };
  if (validUntil !== null && validUntil <= now) return { says: "password has run out", tone: "ask" };
  if (newest.verdict !== "read-only") return { says: NOT_PROVEN[newest.verdict] ?? "not proven", tone: "ask" };
  // A check that found it shut has a note only where something has changed since the one before.
  if (newest.note !== "") return { says: "reads, but changed", tone: "ask" };
  const days = daysSince(newest.at, now);
  return days >= STALE_DAYS
    ? { says: `not checked for ${digits(days)} days`, tone: "ask" }
    : { says: "only reads", tone: "plain" };
}

const NOT_PROVEN: Record<string, string> = {
  inconclusive: "not proven",
  unreachable: "could not be reached",
  resumed: "not checked since",
};

/** Needs a look: the newest check was not good, or is old. */
export function needsLook(connection: Facts, now: number): boolean {
  return standingOf(connection, now).tone !== "plain";
}

/** Those that need a look first, a login that can write before all; else in the order they came in. */
export function byNeed<Login extends Facts>(logins: readonly Login[], now: number): Login[] {
  return logins.toSorted((a, b) => NEED.indexOf(standingOf(a, now).tone) - NEED.indexOf(standingOf(b, now).tone));
}

const NEED: readonly Standing["tone"][] = ["stop", "ask", "plain"];

/** The looks among what was noted: a pause and its end are none. */
export function looksOf(checks: readonly Check[]): Check[] {
  return checks.filter(({ verdict }) => verdict !== "paused" && verdict !== "resumed");
}

/** How one past check is drawn. */
export function lookOf({ verdict }: Check): "refused" | "leak" | "odd" {
  return verdict === "read-only" ? "refused" : verdict === "can-write" ? "leak" : "odd";
}

/** One sentence about the newest check. */
export function checkSentence({ checks }: Pick<Connection, "checks">): string {
  const newest = checks[0];
  if (!newest) return "Nobody has looked at it yet.";
  if (newest.note !== "") return newest.note;
  if (newest.tries === 0) return "The rights were read in the catalog. Nothing was tried.";
  const tried =
    newest.tries === 1 ? "The 1 change that was tried" : `All ${counted(newest.tries, "change")} that were tried`;
  if (newest.refused === newest.tries) return `${tried} ${newest.tries === 1 ? "was" : "were"} refused.`;
  return `${digits(newest.refused)} of ${counted(newest.tries, "change")} that were tried were refused.`;
}

/** The dashboard's fact and the line under it. */
export function dashboardHead(connections: readonly (Facts & Pick<Connection, "name">)[], now: number) {
  const count = connections.length;
  const look = connections.filter((connection) => needsLook(connection, now));
  if (count === 0)
    return { title: "No logins yet", lead: "When Lucien has a login, it stands here with everything it was refused." };
  if (look.length === 0) {
    return count === 1
      ? { title: "Your login only reads", lead: "At the last check the database refused every change." }
      : { title: "All your logins only read", lead: "At the last checks the databases refused every change." };
  }
  const [first] = look;
  const lead = look.length === 1 && first ? leadOf(first, count - 1, now) : `Look at ${listed(look)} below.`;
  if (count === 1) return { title: "Your login needs a look", lead };
  return {
    title: `${capital(inWords(look.length, "of", "of"))} your ${inWords(count, "login")} ${look.length === 1 ? "needs" : "need"} a look`,
    lead,
  };
}

function listed(look: readonly Pick<Connection, "name">[]): string {
  return look.length > 3 ? counted(look.length, "login") : look.map(({ name }) => name).join(" and ");
}

/** What is wrong with the one, and how the others stand. */
function leadOf(login: Facts & Pick<Connection, "name">, others: number, now: number): string {
  const rest =
    others === 0
      ? ""
      : others === 1
        ? " The other one is as you left it."
        : ` The other ${inWords(others, "", "").trim()} are as you left them.`;
  return `${wrongWith(login, now)}${rest}`;
}

function wrongWith(login: Facts & Pick<Connection, "name">, now: number): string {
  const { name, checks } = login;
  const { says, tone } = standingOf(login, now);
  if (tone === "stop") return `Lucien could still change something in ${name} at its last check.`;
  if (checks[0]?.verdict === "read-only" && checks[0].note !== "")
    return `Something has changed in ${name}: it still only reads.`;
  return `It is ${name}: ${says}.`;
}
