import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const temporaryTables = objectRule({
  code: "temporary-tables",
  classes: ["side-effect"],
  about: "database",
  type: "database",
  privilege: "TEMPORARY",
  policy: READ_ONLY.database.TEMPORARY,
  meaning: "The role may make temporary tables. Postgres lets every login do that unless it is taken from PUBLIC.",
  exploited:
    "Fills temporary space while the session lasts. It also lets the role take the place of names in SECURITY DEFINER routines that pin no search_path; those are findings of their own.",
  closed: "REVOKE TEMPORARY ON DATABASE … FROM PUBLIC, and give it back to those who need it.",
  refine: (grant, { access }) => (grant.oid === access.server.database.oid ? {} : null),
});
