import { endsWithUrl, INTENT_WORDS } from "./intent-words.ts";
import { longTime } from "./times.ts";
import type { FounderView, HandOffState, TimelineEntry } from "./view.types.ts";

/** The founder's words for a hand-off: titles by state, the timeline, the short form for lists. */

type Head = { title: string; lead: string };

const CATCHES_UP = "You can close this page. It catches up when you come back.";
const NOTHING_LOST = "It no longer works for anybody. Nothing is lost, and you can send a new link.";

type Intent = FounderView["record"]["intent"];
type Seen = Pick<FounderView, "state" | "finished" | "timeline" | "mine"> & { record: { intent: Intent } };

/** The screen's fact and the line under it. */
export function headOf(view: Seen): Head {
  const { state, finished, timeline, mine } = view;
  const withUrl = endsWithUrl(view.record.intent);
  const over = state === "completed" || state === "collected";
  if (!mine && over) {
    const lead = withUrl ? "Whoever sent the link copies the URL." : "Whoever sent the link looks at it.";
    return { title: "It is done", lead };
  }
  if (!withUrl && over) {
    return finished
      ? { title: "It is done, and you have seen it", lead: "We deleted the rest of this job." }
      : { title: "Your engineer is done", lead: "Your browser checks that nothing was changed on the way." };
  }
  if (finished)
    return { title: "You have the URL", lead: "We deleted the rest of this job. The login stands under Connections." };
  if (state === "claimed") {
    const begun = timeline.findLast(({ kind }) => kind === "claimed" || kind === "connecting" || kind === "reviewing");
    const title = begun?.kind === "claimed" ? "Your engineer has opened it" : "Your engineer is at work";
    return { title, lead: CATCHES_UP };
  }
  return HEADS[state];
}

const HEADS: Record<Exclude<HandOffState, "claimed">, Head> = {
  sent: { title: "Waiting for your engineer", lead: CATCHES_UP },
  running: { title: "Your engineer is at work", lead: `The changes are being made and proven. ${CATCHES_UP}` },
  "waiting-for-script": {
    title: "Your engineer has the script",
    lead: `They run it themselves, which can take days. ${CATCHES_UP}`,
  },
  completed: { title: "It is done. Copy the URL", lead: "First look whether this is your database." },
  collected: { title: "It is done. Copy the URL", lead: "First look whether this is your database." },
  revoked: { title: "You stopped the link", lead: NOTHING_LOST },
  expired: { title: "The link ran out", lead: NOTHING_LOST },
  locked: {
    title: "The link is locked",
    lead: "The passcode was wrong ten times, so the link no longer works. Nothing is lost, and you can send a new one.",
  },
};

/** Two or three words for a list. */
export function stateWords({
  state,
  finished,
  timeline,
}: Pick<FounderView, "state" | "finished" | "timeline">): string {
  // Set free after 20 minutes of silence: it was opened, and waits all the same.
  if (state === "sent" && timeline.at(-1)?.kind === "released") return "free again";
  if (state === "collected") return finished ? "collected" : STATES.completed;
  return STATES[state];
}

const STATES: Record<Exclude<HandOffState, "collected">, string> = {
  sent: "sent, not opened",
  claimed: "in use",
  running: "in use",
  "waiting-for-script": "waiting for the script",
  completed: "done",
  revoked: "stopped",
  expired: "ran out",
  locked: "locked",
};

export type Told = {
  title: string;
  detail: string | null /** Something to look at: the mark turns amber. */;
  worry: boolean;
};

/** One entry of the timeline in words. `now`: it is the last, and what it says may still go on. */
export function told(entry: TimelineEntry, view: Pick<FounderView, "record">, now: boolean, zone?: string): Told {
  if (entry.kind === "claimed") return claimed(entry.host ?? null, view.record.host);
  if (entry.kind === "sent" || entry.kind === "resent") {
    const until = `It works until ${longTime(new Date(view.record.expiresAt), zone)}.`;
    return entry.kind === "sent"
      ? { title: "You made the link", detail: until, worry: false }
      : { title: "You made a new link", detail: `The one before no longer works. ${until}`, worry: false };
  }
  const { title, past, detail = null, worry = false } = wordsOf(entry.kind, view.record.intent);
  return now || past === undefined ? { title, detail, worry } : { title: past, detail: null, worry };
}

function claimed(host: string | null, named: string | null): Told {
  const theirs = "The link is now theirs. Nobody else can use it.";
  if (host === null) return { title: "They opened the link and started", detail: theirs, worry: false };
  if (named === null) return { title: `They started, on ${host}`, detail: theirs, worry: false };
  if (host === named) return { title: "They started, with your database host", detail: theirs, worry: false };
  const detail = `They gave ${host}. You named ${named}. We ask you before you get a URL.`;
  return { title: "They started, with another host", detail, worry: true };
}

/** `past`: what is said once something else has happened, where that differs. */
type Words = { title: string; past?: string; detail?: string; worry?: true };

const TOLD: Record<Exclude<TimelineEntry["kind"], "claimed" | "sent" | "resent">, Words> = {
  "taken-over": {
    title: "Another browser took over",
    detail: "The one before it was stopped. If nobody you know did that, stop the link.",
    worry: true,
  },
  connecting: {
    title: "They are signing in to the database",
    past: "They signed in to look at the database",
    detail: "Nothing has changed in it yet.",
  },
  reviewing: {
    title: "They are reviewing the changes",
    past: "They reviewed the changes",
    detail: "Nothing has changed in your database yet.",
  },
  "script-made": {
    title: "They chose to run the SQL themselves",
    past: "They took the script, to run it themselves",
    detail: "They have the script. We do not see when it runs.",
  },
  "waiting-for-script": {
    title: "They run the script themselves",
    past: "They had the script to run",
    detail: "That can take days. The link waits for it.",
  },
  running: {
    title: "The changes are being made",
    past: "They started the changes",
  },
  "run-failed": { title: "That did not work", detail: "They see why, and can try again." },
  released: { title: "Nothing happened for 20 minutes", detail: "The link is free again, for one person." },
  locked: { title: "The link was locked", detail: "The passcode was wrong ten times.", worry: true },
  completed: { title: "The changes are made and looked at" },
  collected: { title: "You looked at the result" },
  finished: { title: "You have the URL", detail: "We deleted the rest." },
  revoked: { title: "You stopped the link" },
  expired: { title: "The link ran out" },
};

/** Lives have fewer steps than the making of a login. */
function wordsOf(kind: keyof typeof TOLD, intent: Intent): Words {
  if (kind === "running" && isProven(intent)) return { ...TOLD.running, detail: PROVEN_NEXT };
  if (kind === "completed" && !isProven(intent)) return { title: "They are done" };
  if (kind === "finished" && !endsWithUrl(intent)) return { title: "You have seen it", detail: "We deleted the rest." };
  return TOLD[kind];
}

function isProven(intent: Intent): boolean {
  return intent === "create" || intent === "change";
}

const PROVEN_NEXT = "Then we prove that Lucien can only read.";

const OPENS = "Your engineer opens it";
const MADE = "The changes are made";
const PROVES = "We prove that Lucien can only read";
const COPY = "You copy the URL, right here";

/** What is still to come, in grey. */
export function stillToCome(state: HandOffState, finished: boolean, intent: Intent = "create"): readonly string[] {
  if (finished) return [];
  const rows = TO_COME[state].filter((row) => row !== PROVES || isProven(intent));
  return intent === "create" ? rows : rows.map((row) => (row === COPY ? INTENT_WORDS[intent].atTheEnd : row));
}

const TO_COME: Record<HandOffState, readonly string[]> = {
  sent: [OPENS, MADE, PROVES, COPY],
  claimed: [MADE, PROVES, COPY],
  "waiting-for-script": [PROVES, COPY],
  running: [PROVES, COPY],
  completed: [COPY],
  collected: [COPY],
  revoked: [],
  expired: [],
  locked: [],
};
