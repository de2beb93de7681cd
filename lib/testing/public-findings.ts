import type { Finding } from "../audit/finding.ts";
import { qualified, sql } from "../postgres/sql.ts";
import { giveBackTo, grantToPublic, revokeFromPublic, takeFromRole } from "../statements/public-privilege.ts";
import { objectRef } from "../statements/statement.ts";

/** PUBLIC may INSERT into public.theirs, and so may `app`, through PUBLIC alone. */
export function publicInsert(app: string): Finding {
  const what = {
    privileges: ["INSERT"],
    target: sql`TABLE ${qualified("public", "theirs")}`,
    object: objectRef("table", "theirs", { schema: "public" }),
  } as const;
  return {
    code: "table-privilege",
    class: "write",
    object: what.object,
    privilege: "INSERT",
    via: ["PUBLIC"],
    title: "Any login can add rows.",
    detail: "INSERT is granted to PUBLIC.",
    fixableBy: "public-decision",
    remedy: `${revokeFromPublic(what).sql};`,
    closing: {
      statements: [revokeFromPublic(what)],
      undo: [grantToPublic(what)],
      losers: [{ role: app, loses: "INSERT", giveBack: giveBackTo(app, what), takeBack: takeFromRole(app, what) }],
    },
  };
}

/** PUBLIC may make large objects: a right on a routine of the system, which only a superuser can take. */
export function publicExecute(): Finding {
  const object = objectRef("routine", "lo_creat", { schema: "pg_catalog", signature: "integer" });
  const what = { privileges: ["EXECUTE"], target: sql`FUNCTION pg_catalog.lo_creat(integer)`, object } as const;
  return {
    code: "large-object-routine",
    class: "side-effect",
    object,
    privilege: "EXECUTE",
    via: ["PUBLIC"],
    title: "Any login can make large objects.",
    detail: "EXECUTE is granted to PUBLIC.",
    fixableBy: "public-decision",
    remedy: null,
    closing: { statements: [revokeFromPublic(what)], undo: [grantToPublic(what)], losers: [] },
  };
}
