import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const schemaCreate = objectRule({
  code: "schema-create",
  classes: ["write"],
  about: "database",
  type: "schema",
  privilege: "CREATE",
  policy: READ_ONLY.schema.CREATE,
  meaning:
    "The role may make objects in a schema. Until PostgreSQL 14 every login may in public; databases that were upgraded or restored often keep that.",
  exploited:
    "Tables that fill the disk, functions and operators that others call by mistake, foreign keys that block the owner.",
  closed: "REVOKE CREATE ON SCHEMA … FROM whoever holds it.",
});
