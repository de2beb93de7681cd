import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

export const tablespaceCreate = objectRule({
  code: "tablespace-create",
  classes: ["side-effect"],
  about: "cluster",
  type: "tablespace",
  privilege: "CREATE",
  policy: READ_ONLY.tablespace.CREATE,
  meaning: "The role may choose a tablespace for tables it makes.",
  exploited: "Only where it can make tables, temporary ones included: then it can fill that volume.",
  closed: "REVOKE CREATE ON TABLESPACE … FROM whoever holds it.",
});
