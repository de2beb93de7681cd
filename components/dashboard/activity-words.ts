import type { Activity } from "../../lib/store/journal.ts";
import type { ActivityLine } from "./activity-list.tsx";
import { CONNECTION_SENTENCES, type Fact, type Say } from "./connection-activity.ts";

/** The log in sentences. What has no sentence here is left out: the log tells, it does not list codes. */
export function activityLines(log: readonly Activity[], people: Readonly<Record<string, string>>, reader: string) {
  return log.flatMap((activity): ActivityLine[] => {
    const says = sentenceOf(activity, whoOf(activity, people, reader));
    return says === null ? [] : [{ id: activity.id, at: activity.at, says }];
  });
}

/** The reader is "You"; another founder has a name; nobody's deeds are the engineer's or the app's. */
function whoOf({ founderId }: Activity, people: Readonly<Record<string, string>>, reader: string): string {
  if (founderId === null) return "Your engineer";
  return founderId === reader ? "You" : (people[founderId] ?? "Somebody who has left");
}

function sentenceOf({ kind, facts }: Activity, who: string): string | null {
  const say = SENTENCES[kind];
  return say ? say(who, (name) => textOf(facts[name])) : null;
}

const on = (fact: Fact) => (fact("host") ? ` on ${fact("host")}` : "");

const about = (fact: Fact) => (fact("name") ? `, about the login of ${fact("name")}` : "");
const bringsUrl = (fact: Fact) => [null, "create", "rotate"].includes(fact("intent"));

const SENTENCES: Record<string, Say | undefined> = {
  "hand-off.sent": (who, fact) => `${who} made a link for an engineer${about(fact)}.`,
  "hand-off.resent": (who) => `${who} made a new link. The one before no longer works.`,
  "hand-off.revoked": (who) => `${who} stopped a link.`,
  "hand-off.collected": (who) => `${who} looked at what an engineer made.`,
  "hand-off.finished": (who, fact) =>
    `${who} ${bringsUrl(fact) ? "took the URL" : "saw it"}. The rest of the job was deleted.`,
  "hand-off.claimed": (_, fact) => `Someone opened your link and began${on(fact)}.`,
  "hand-off.taken-over": () => "Another browser took over your link.",
  "hand-off.connecting": (who) => `${who} went to sign in to the database.`,
  "hand-off.reviewing": (who) => `${who} looked through the changes.`,
  "hand-off.script-made": (who) => `${who} took the script, to run it themselves.`,
  "hand-off.running": (who) => `${who} started the changes.`,
  "hand-off.run-failed": (who) => `${who} started the changes, and they did not work.`,
  "hand-off.waiting-for-script": () => "The link waited for the script to run.",
  "hand-off.completed": (who, fact) => `${who} was done${on(fact)}.`,
  "hand-off.released": () => "Nothing happened for 20 minutes, so the link was free again.",
  "hand-off.expired": () => "A link ran out.",
  "hand-off.locked": () => "A link was locked: the passcode was wrong ten times.",
  "people.set-up": (who) => `${who} set this app up.`,
  "people.invited": (who) => `${who} made a link for another founder.`,
  "people.joined": (who) => `${who} joined.`,
  "people.new-passphrase": (who) => `${who} changed the passphrase.`,
  "people.signed-out-others": (who) => `${who} signed out all other browsers.`,
  ...CONNECTION_SENTENCES,
};

function textOf(value: Activity["facts"][string] | undefined): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
