import { finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

export const notLookedAt: Rule = {
  code: "not-looked-at",
  classes: ["notice"],
  about: "database",
  meaning: "Something was busy or broken while we looked, so the verdict says nothing about it.",
  exploited: "Unknown: look again when the database is less busy.",
  closed: "Run the audit again.",
  find: ({ access }) =>
    access.missed.map(({ what, reason }) =>
      finding({
        code: notLookedAt.code,
        class: "notice",
        title: `We could not look at ${what}, so we say nothing about it.`,
        detail: `${what}: ${reason}.`,
        fixableBy: "cannot-be-closed",
      }),
    ),
};
