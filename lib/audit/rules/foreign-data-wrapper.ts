import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const foreignDataWrapper = objectRule({
  code: "foreign-data-wrapper",
  classes: ["write"],
  about: "database",
  type: "foreign-data-wrapper",
  privilege: "USAGE",
  policy: READ_ONLY["foreign-data-wrapper"].USAGE,
  meaning: "The role may make foreign servers.",
  exploited:
    "CREATE SERVER … OPTIONS (host …), then a user mapping: an object that stays, and connections from inside the network.",
  closed: "REVOKE USAGE ON FOREIGN DATA WRAPPER … FROM whoever holds it.",
});
