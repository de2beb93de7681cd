/** What a link asks for: a new login, another choice for one that stands, or a turn in its life. */
export const HAND_OFF_INTENTS = ["create", "change", "rotate", "pause", "resume", "remove"] as const;
export type HandOffIntent = (typeof HAND_OFF_INTENTS)[number];

/** A turn in the life of a login that stands: one act, without the wizard. */
export type LifeIntent = Exclude<HandOffIntent, "create" | "change">;

/** For these the founder's browser makes a password; the others touch none and carry nothing of one. */
export function makesPassword(intent: HandOffIntent): boolean {
  return intent === "create" || intent === "rotate";
}

export function isLifeIntent(intent: HandOffIntent): intent is LifeIntent {
  return intent !== "create" && intent !== "change";
}
