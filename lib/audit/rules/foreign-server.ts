import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const foreignServer = objectRule({
  code: "foreign-server",
  classes: ["write"],
  about: "database",
  type: "foreign-server",
  privilege: "USAGE",
  policy: READ_ONLY["foreign-server"].USAGE,
  meaning: "The role may make user mappings for a foreign server.",
  exploited:
    "CREATE USER MAPPING FOR CURRENT_USER … with the name and password of any account there; with dblink, any statement on the other server.",
  closed: "REVOKE USAGE ON FOREIGN SERVER … FROM whoever holds it.",
  refine(grant, { access }) {
    const mapped = access.mappings.some((mapping) => mapping.server === grant.oid);
    const dblink = access.extensions.some((extension) => extension.name === "dblink");
    if (!mapped) return {};
    const why = "a user mapping for it exists, and its password is readable in pg_user_mappings";
    return dblink ? { does: "run any statement on", why: `${why}; dblink sends what it is given` } : { why };
  },
});
