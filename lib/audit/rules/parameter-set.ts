import { objectRule } from "../object-rule.ts";
import { READ_ONLY, WRITING_PARAMETERS } from "../read-only.ts";

export const parameterSet = objectRule({
  code: "parameter-set",
  classes: ["write", "side-effect"],
  about: "cluster",
  type: "parameter",
  privilege: "SET",
  policy: READ_ONLY.parameter.SET,
  meaning: "The role may change a setting for its own sessions that is kept for superusers (15+).",
  exploited:
    "Most only hide or slow what it does itself (log_statement, session_replication_role without a writing privilege). Some change data: lo_compat_privileges, zero_damaged_pages, allow_system_table_mods.",
  closed: "REVOKE SET ON PARAMETER … FROM whoever holds it.",
  refine(grant) {
    const why = WRITING_PARAMETERS[grant.name];
    return why === undefined ? {} : { class: "write", why };
  },
});
