import { finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

export const anyLogin: Rule = {
  code: "any-login",
  classes: ["side-effect"],
  about: "cluster",
  meaning: "What Postgres lets every login do, whatever it is granted.",
  exploited:
    "NOTIFY; advisory locks and ACCESS SHARE locks, which hold up changes to a table while the session keeps them; its own password, settings and default privileges; messages in the WAL; ending its own sessions; filling memory and temporary files with a large query.",
  closed:
    "It cannot be taken away. Connection limit, statement_timeout and idle_in_transaction_session_timeout bound it, as far as the role leaves them on.",
  find: ({ access }) => {
    const prepared =
      access.server.maxPreparedTransactions > 0
        ? " PREPARE TRANSACTION (max_prepared_transactions is on) keeps locks after the session ends."
        : "";
    const lends = access.server.versionNum < 150000 ? " Before 15 it may also make others members of itself." : "";
    return [
      finding({
        code: anyLogin.code,
        class: "side-effect",
        via: ["PUBLIC"],
        title:
          "Like any login, it can send signals to others, hold locks while it reads, and change its own password and settings. None of this changes your data.",
        detail: `NOTIFY, pg_advisory_lock, LOCK TABLE … IN ACCESS SHARE MODE on what it reads, ALTER ROLE of itself (PASSWORD, SET), ALTER DEFAULT PRIVILEGES for itself, pg_logical_emit_message, pg_terminate_backend of its own sessions.${prepared}${lends}`,
        fixableBy: "cannot-be-closed",
      }),
    ];
  },
};
