import { parsePaste } from "../../lib/credentials/url.ts";
import { type AskedAbout, aboutOf, askedLine, INTENT_WORDS } from "./intent-words.ts";
import type { About, ComposeInput } from "./view.types.ts";

/** What the founder asks for, as it stands in the form. */
export type Ask = {
  /** Who asks, as the engineer reads it. */
  from: string;
  /** What Lucien should see, in plain words. */
  wanted: string;
  /** Schemas picked from the last known list. */
  schemas: readonly string[];
  host: string;
  note: string;
  hours: number;
  /** Six digits, told over another channel; null: none. */
  passcode: string | null;
};

export const EMPTY_ASK: Ask = {
  from: "",
  wanted: "",
  schemas: [],
  host: "",
  note: "",
  hours: 72,
  passcode: null,
};

export const LIVES = [
  { value: 1, label: "1 hour" },
  { value: 24, label: "1 day" },
  { value: 72, label: "3 days" },
  { value: 168, label: "7 days" },
] as const;

/** Six digits, each as likely as the others. */
export function newPasscode(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  // 2^32 is not a multiple of a million: what would make low numbers likelier is thrown again.
  return number < 4_294_000_000 ? String(number % 1_000_000).padStart(6, "0") : newPasscode();
}

/** As it is read out: `418 206`. */
export function spacedPasscode(passcode: string): string {
  return passcode.replace(/^(\d{3})(\d{3})$/, "$1 $2");
}

export type HostRead = { host: string; says: string | null; wrong: boolean };

/**
 * The host in what was typed or pasted. A whole connection string gives its host and loses the rest at once: nothing
 * else of it is needed, least of all its password.
 */
export function readHost(text: string): HostRead {
  const typed = text.trim();
  if (typed === "") return { host: "", says: null, wrong: false };
  const { fields, password, problem } = parsePaste(typed);
  if (fields.host === "") {
    const says = problem?.code === "usage.web-address" ? problem.message : "We cannot find a host in this.";
    return { host: typed, says: `${says} Leave it empty if you do not know it.`, wrong: true };
  }
  if (fields.host === typed) return { host: typed, says: null, wrong: false };
  const says = password === null ? "We kept the host only." : "We kept the host only. The password in it was dropped.";
  return { host: fields.host, says, wrong: false };
}

/** Whether she says what Lucien should see; else the intent alone says all. */
export function asksWhatToSee(about: About | null): boolean {
  return about === null || about.intent === "change";
}

/** What is missing before a link can be made, in words; null when it can. */
export function askMissing(ask: Ask, about: About | null): string | null {
  const unsaid = ask.wanted.trim() === "" && ask.schemas.length === 0;
  if (unsaid && asksWhatToSee(about)) return "Say what Lucien should see";
  if (ask.from.trim() === "") return "Say who is asking";
  return readHost(ask.host).wrong ? "The host is not one yet" : null;
}

/** What the hooks take. */
export function composeInput(ask: Ask, about: About | null): ComposeInput {
  const { host, hours, from, wanted, note, schemas, passcode } = ask;
  const says = asksWhatToSee(about);
  return {
    ...(about && { intent: about.intent, login: about.login }),
    from: from.trim(),
    role: about?.role ?? "lucien_readonly",
    wanted: says ? wanted.trim() : "",
    schemas: says ? [...schemas] : [],
    note: note.trim(),
    host: about ? about.login.host : readHost(host).host || null,
    lifeMs: hours * 3_600_000,
    passcode,
  };
}

type Message = Pick<Ask, "wanted" | "schemas" | "note"> & Partial<AskedAbout> & { passcode: boolean };

/** The founder's message to the engineer. `until` in words; `url` is the whole link, or what stands for it. */
export function messageOf(ask: Message, url: string, until: string): string {
  const note = ask.note.trim();
  return [
    ...request(ask),
    ...(note === "" ? [] : [note]),
    `This page walks you through it. It shows the exact SQL${ask.intent === "change" ? " before it runs:" : SELF}`,
    url,
    `It works once, until ${until}.${ask.passcode ? " I will give you the passcode by phone." : ""} If it says someone opened it before you, stop and tell me.`,
  ].join("\n\n");
}

/** Another choice depends on what stands: there is no script that waits for it. */
const SELF = " first, and you can run it yourself if you would rather not type a password:";

function request(ask: Message): string[] {
  const about = knownOf(ask);
  const see = `I would like it to see: ${seeText(ask)} It must not be able to change anything.`;
  if (about === null) return ["Hi! Could you set up read-only database access for Lucien, the analyst I use?", see];
  const { login, role, intent } = about;
  const which = `It is the login ${role}, on ${login.database} at ${login.host}.`;
  return [`Hi! ${INTENT_WORDS[intent].message}`, intent === "change" ? `${which} ${see}` : which];
}

function knownOf({ intent = "create", login = null, role = "" }: Partial<AskedAbout>): About | null {
  return aboutOf({ intent, login, role });
}

/** What is asked for, as one text that ends a sentence. */
export function wantedText(ask: Pick<Ask, "wanted" | "schemas"> & Partial<AskedAbout>): string {
  const about = knownOf(ask);
  if (about === null) return seeText(ask);
  return about.intent === "change" ? `${askedLine(about)}: ${seeText(ask)}` : `${askedLine(about)}.`;
}

/** What Lucien should see: her words and her picks. */
export function seeText(ask: Pick<Ask, "wanted" | "schemas">): string {
  const words = ask.wanted.trim();
  const picks = ask.schemas.length === 0 ? "" : `${words === "" ? "the" : "The"} schemas ${ask.schemas.join(", ")}.`;
  const ended = words === "" || /[.!?…]$/.test(words) ? words : `${words}.`;
  return [ended, picks].filter((text) => text !== "").join(" ");
}
