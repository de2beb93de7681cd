import { fingerprintText } from "../../lib/report/english.ts";
import type { ReportCheck } from "./check.types.ts";

export type CheckWords = { kind: "good" | "ask" | "bad"; title: string; says: string };

/** What came of it, for whoever was shown a report. */
export function checkWords({ state, keyId, origin, own }: ReportCheck): CheckWords {
  if (state === "signed" && own) {
    return { kind: "good", title: "This report is as this app signed it", says: "Not a byte was changed." };
  }
  if (state === "signed") {
    const who = origin === null ? "somebody else’s app" : `an app that says it is ${origin}`;
    return {
      kind: "ask",
      title: "This report is as it was signed, but this app did not sign it",
      says: `It was signed by ${who}, with the key ${fingerprintText(keyId ?? "")}. Anybody can sign with a key of their own: open the check page of that app and compare the key.`,
    };
  }
  return WORDS[state];
}

const WORDS: Record<Exclude<ReportCheck["state"], "signed">, CheckWords> = {
  "other-key": { kind: "bad", title: "Another key signed this report", says: "It is not the key that was asked for." },
  unsigned: {
    kind: "ask",
    title: "Nobody signed this report",
    says: "It may be as it was made, or not. Nothing here can tell.",
  },
  changed: {
    kind: "bad",
    title: "This is not the report that was signed",
    says: "Something in it was changed afterwards, if only a space. Ask for the file as it was saved.",
  },
  "newer-format": {
    kind: "ask",
    title: "This app is too old to read this report",
    says: "A newer version made it. Check it there, or with a newer app.",
  },
  "not-a-report": {
    kind: "bad",
    title: "This is not a report of this app",
    says: "The check needs the JSON file. A PDF, a print or the Markdown carries no signature.",
  },
};
