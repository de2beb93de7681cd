import { ident, join, qualified, type Sql, sql } from "../postgres/sql.ts";
import { objectRef, type Statement } from "./statement.ts";

export type SequencePrivilege = "USAGE" | "UPDATE";
type SequenceName = { schema: string; name: string };

const WORDS: Record<SequencePrivilege, Sql> = { USAGE: sql`USAGE`, UPDATE: sql`UPDATE` };

/** REVOKE USAGE, UPDATE ON SEQUENCE FROM role. */
export function revokeOnSequence(role: string, privileges: readonly SequencePrivilege[], of: SequenceName): Statement {
  return {
    kind: "revoke",
    sql: sql`REVOKE ${words(privileges)} ON SEQUENCE ${qualified(of.schema, of.name)} FROM ${ident(role)}`,
    title: `Take back ${privileges.join(", ")} on the sequence ${of.name}.`,
    reason: "nextval and setval change it. Granted to the role itself and not part of what was chosen.",
    object: objectRef("sequence", of.name, { schema: of.schema }),
  };
}

/** GRANT USAGE, UPDATE ON SEQUENCE: the way back from `revokeOnSequence`. */
export function grantOnSequence(
  role: string,
  privileges: readonly SequencePrivilege[],
  of: SequenceName,
  withGrantOption: boolean,
): Statement {
  const option = withGrantOption ? sql` WITH GRANT OPTION` : sql``;
  return {
    kind: "select",
    sql: sql`GRANT ${words(privileges)} ON SEQUENCE ${qualified(of.schema, of.name)} TO ${ident(role)}${option}`,
    title: `Give ${privileges.join(", ")} on the sequence ${of.name} back.`,
    reason: "What the role held before.",
    object: objectRef("sequence", of.name, { schema: of.schema }),
  };
}

function words(privileges: readonly SequencePrivilege[]): Sql {
  return join(privileges.map((one) => WORDS[one]));
}
