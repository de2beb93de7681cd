import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const largeObjectRead = objectRule({
  code: "large-object-read",
  classes: ["exposure"],
  about: "database",
  type: "large-object",
  privilege: "SELECT",
  policy: READ_ONLY["large-object"].SELECT,
  meaning: "The role may read a large object that is not its own.",
  exploited: "lo_get(oid).",
  closed: "REVOKE SELECT ON LARGE OBJECT … FROM whoever holds it.",
});
