import type { FindingClass } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";

/** What `docs/findings.md` says of one code. */
export type CodePage = {
  code: string;
  classes: readonly FindingClass[];
  meaning: string;
  exploited: string;
  closed: string;
};

/** Codes that come of trying and of signing in, not of a rule over the catalog. */
const OF_VERIFYING: readonly CodePage[] = [
  {
    code: "tried-and-allowed",
    classes: ["write", "exposure"],
    meaning: "A statement that the catalog rules out was sent as the role, and the server let it happen.",
    exploited: "As the statement in the detail shows; the try itself was undone.",
    closed: "Find out why catalog and server disagree. Until then the login is not to be used.",
  },
  {
    code: "tried-and-refused",
    classes: ["read-gap"],
    meaning: "The catalog says the role may read this, and the server refused when it was tried.",
    exploited: "Not a way to write: a question that Lucien asks will fail.",
    closed: "The detail holds the server's words. Often a policy or a view calls something the role may not use.",
  },
  {
    code: "not-tried",
    classes: ["notice"],
    meaning:
      "Trying could have run somebody's code, waited behind a lock or left the server. The catalog's answer stands.",
    exploited: "Not a way to write.",
    closed: "Nothing to close. Ask again when the table is not locked.",
  },
  {
    code: "login-not-tested",
    classes: ["notice"],
    meaning: "The login existed already and its password is not known here, so nobody signed in as it.",
    exploited:
      "Not a way to write: the catalog was read, and tries were made under SET LOCAL ROLE where the admin may.",
    closed: "Give the login's own URL, or make it a new password.",
  },
  {
    code: "other-database-closed",
    classes: ["notice"],
    meaning: "The role holds CONNECT on another database of the server, and signing in there is refused all the same.",
    exploited: "Not a way to write.",
    closed: "Nothing to close.",
  },
  {
    code: "other-database-unknown",
    classes: ["notice"],
    meaning: "The role may enter another database of the server, and what it could do there was not seen.",
    exploited: "Whatever that database grants to every login.",
    closed: "REVOKE CONNECT ON DATABASE … FROM PUBLIC, or ask again so that it is looked at.",
  },
];

/** Every code that a finding can have, rules first, in the order of the report. */
export const CODES: readonly CodePage[] = [...RULES, ...OF_VERIFYING];

/** `docs/findings.md`: for each code what it means, how it is exploited and how it is closed, in Markdown. */
export function findingsPage(): string {
  return CODES.map(
    ({ code, classes, meaning, exploited, closed }) =>
      `## ${code}\n\n${classes.map((name) => `\`${name}\``).join(", ")}\n\n- **What it means:** ${meaning}\n- **How it is used:** ${exploited}\n- **How it is closed:** ${closed}\n`,
  ).join("\n");
}
