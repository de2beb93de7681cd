import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const databaseCreate = objectRule({
  code: "database-create",
  classes: ["write"],
  about: "database",
  type: "database",
  privilege: "CREATE",
  policy: READ_ONLY.database.CREATE,
  meaning: "The role may make schemas in the database.",
  exploited: "CREATE SCHEMA and everything in it; CREATE EXTENSION of trusted ones; publications.",
  closed: "REVOKE CREATE ON DATABASE … FROM whoever holds it.",
  refine: (grant, { access }) => (grant.oid === access.server.database.oid ? {} : null),
});
