import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { holderOf } from "../holder.ts";
import type { Rule } from "../rule.ts";

/** C functions behind the languages that know no bounds; c and internal have none. */
const UNBOUNDED =
  /^(plperlu|pltclu|plpython\d?u?|plpython\d?|plsh|plr|pljavau|plphpu|pllua_u|pllolcode|pluau)(_call)?_handler$/;
const NAMES = new Set([
  "c",
  "internal",
  "plperlu",
  "pltclu",
  "plpythonu",
  "plpython2u",
  "plpython3u",
  "plsh",
  "plr",
  "javau",
  "pljavau",
  "plphpu",
  "pllua_u",
]);

export const untrustedLanguage: Rule = {
  code: "untrusted-language",
  classes: ["write"],
  about: "database",
  meaning: "A language that knows no bounds is marked as trusted, and the role may use it.",
  exploited:
    "A function in it (in pg_temp, where TEMPORARY is held) or a DO block runs programs and reads and writes files as the server's operating system user.",
  closed: "UPDATE pg_language SET lanpltrusted = false, or REVOKE USAGE ON LANGUAGE.",
  find: ({ access, temporary, creates }) =>
    access.languages.flatMap((language) => {
      const grantee = language.usableBy?.[0];
      const unbounded = NAMES.has(language.name) || UNBOUNDED.test(language.handler ?? "");
      const place = language.inline || temporary || creates;
      if (!language.trusted || !unbounded || grantee === undefined || !place) return [];
      const holder = holderOf(access, grantee);
      return [
        finding({
          code: untrustedLanguage.code,
          class: "write",
          object: objectRef("language", language.name),
          privilege: "USAGE",
          via: holder.via,
          title: `${holder.who} can run programs on the server, through the language ${language.name}.`,
          detail: `pg_language.lanpltrusted is true for ${language.name}, whose handler ${language.handler ?? "is built in"} is untrusted; USAGE is held by ${holder.chain}. ${language.inline ? "DO runs it at once." : "A function needs a schema: pg_temp or one with CREATE."}`,
          fixableBy: "owner",
          remedy: `${sql`REVOKE USAGE ON LANGUAGE ${ident(language.name)} FROM PUBLIC`};\nUPDATE pg_catalog.pg_language SET lanpltrusted = false WHERE oid = ${language.oid};`,
        }),
      ];
    }),
};
