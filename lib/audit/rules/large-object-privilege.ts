import { objectRule } from "../object-rule.ts";
import { READ_ONLY } from "../read-only.ts";

/** Any of these changes a large object that it may UPDATE. */
const WRITERS = ["lo_put", "lowrite", "lo_truncate", "lo_truncate64"];

export const largeObjectPrivilege = objectRule({
  code: "large-object-privilege",
  classes: ["write", "notice"],
  about: "database",
  type: "large-object",
  privilege: "UPDATE",
  policy: READ_ONLY["large-object"].UPDATE,
  meaning: "The role may overwrite a large object that is not its own.",
  exploited: "lo_put(oid, 0, …), lo_truncate: what a column of a table points to by number is changed.",
  closed: "REVOKE UPDATE ON LARGE OBJECT … FROM whoever holds it.",
  refine: (_, { access, superuser }) =>
    superuser || WRITERS.some((name) => access.largeObjectRoutines.includes(name))
      ? {}
      : { class: "notice", why: "the functions that would write it are not executable, so it has no effect today" },
});
