import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const parameterAlterSystem = objectRule({
  code: "parameter-alter-system",
  classes: ["write"],
  about: "cluster",
  type: "parameter",
  privilege: "ALTER SYSTEM",
  policy: READ_ONLY.parameter["ALTER SYSTEM"],
  meaning: "The role may change a setting of the whole server for good (15+).",
  exploited:
    "ALTER SYSTEM SET archive_command = '…' runs programs as the server's user; others stop the server from starting.",
  closed: "REVOKE ALTER SYSTEM ON PARAMETER … FROM whoever holds it.",
});
