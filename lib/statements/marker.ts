import { ident, literal, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

/**
 * `COMMENT ON ROLE` says that a role was made by us. No secret and no proof: its creator may write it, every role may
 * read it (pg_shdescription). It only tells a later run that the role may be changed.
 */
export const MARKER = "lucien-readonly/1";

/** Stands while the temporary password does: a run that broke off here is taken up again by the next one. */
export const PENDING_MARKER = "lucien-readonly/1 pending";

/** Marks a role as made by us, finished or pending; `null` takes any comment away. */
export function commentOnRole(role: string, comment: string | null): Statement {
  const text: Sql = comment === null ? sql`null` : literal(comment);
  const pending = comment === PENDING_MARKER;
  return {
    kind: "comment",
    sql: sql`COMMENT ON ROLE ${ident(role)} IS ${text}`,
    title: pending ? "Note that this login is not finished yet." : "Note that this login was made by this app.",
    reason: pending
      ? "Replaced once the login test is over. A run that breaks off is recognised by it and taken up again."
      : "The next run recognises its own role by this comment. It holds no secret.",
    object: objectRef("role", role),
  };
}
