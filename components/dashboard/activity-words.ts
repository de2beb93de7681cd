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

const SENTENCES: Record<string, Say | undefined> = {
  "hand-off.sent": (who) => `${who} made a link for an engineer.`,
  "hand-off.resent": (who) => `${who} made a new link. The one before no longer works.`,
  "hand-off.revoked": (who) => `${who} stopped a link.`,
  "hand-off.collected": (who, fact) => `${who} looked at what an engineer made${on(fact)}.`,
  "hand-off.finished": (who) => `${who} took the URL. The rest of the job was deleted.`,
  "hand-off.claimed": (_, fact) => `Someone opened your link and began${on(fact)}.`,
  "hand-off.taken-over": () => "Another browser took over your link.",
  "hand-off.connecting": (who, fact) => `${who} is signing in to the database${on(fact)}.`,
  "hand-off.reviewing": (who) => `${who} is reviewing the changes.`,
  "hand-off.script-made": (who) => `${who} took the script, to run it themselves.`,
  "hand-off.running": (who, fact) => `${who} started the changes${on(fact)}.`,
  "hand-off.run-failed": (who) => `${who} started the changes, and they did not work.`,
  "hand-off.waiting-for-script": () => "The link waits until the script has run.",
  "hand-off.completed": (who, fact) => `${who} is done${on(fact)}. The URL waits for you.`,
  "hand-off.released": () => "Nothing happened for 20 minutes, so the link is free again.",
  "hand-off.expired": () => "A link ran out.",
  "hand-off.locked": () => "A link was locked: the passcode was wrong ten times.",
  ...CONNECTION_SENTENCES,
};

function textOf(value: Activity["facts"][string] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
