import { ident, qualified, sql } from "../postgres/sql.ts";
import type { RelationName } from "./grant.ts";
import { objectRef, type Statement } from "./statement.ts";

/**
 * CREATE POLICY … FOR SELECT TO role USING (true). Named like the role: names of policies are per table, and the role's
 * name is known to fit. Only the table's owner may; takes ACCESS EXCLUSIVE for a moment (docs: CREATE POLICY).
 */
export function createReadPolicy(role: string, relation: RelationName): Statement {
  return {
    kind: "row-rules",
    sql: sql`CREATE POLICY ${ident(role)} ON ${qualified(relation.schema, relation.name)} FOR SELECT TO ${ident(role)} USING (true)`,
    title: `See past the row rules of ${relation.name}.`,
    reason:
      "A permissive SELECT policy for this role alone: other roles keep their own. Restrictive policies still filter.",
    object: objectRef("policy", role, { schema: relation.schema }),
  };
}

/** DROP POLICY: the way back. */
export function dropReadPolicy(role: string, relation: RelationName): Statement {
  return {
    kind: "row-rules",
    sql: sql`DROP POLICY ${ident(role)} ON ${qualified(relation.schema, relation.name)}`,
    title: `Put this login under the row rules of ${relation.name} again.`,
    reason: "Removes only the policy that was made for it.",
    object: objectRef("policy", role, { schema: relation.schema }),
  };
}
