import type { ProbingOthers } from "../inspect/probing.ts";
import type { Sql } from "../postgres/sql.ts";
import {
  SELECT_CTE,
  SELECT_ONE,
  tryCreateSchema,
  tryCreateTable,
  tryCreateTemporary,
  tryNextval,
  trySetRole,
  trySetval,
} from "../statements/probe-statements.ts";
import { objectRef } from "../statements/statement.ts";
import type { Ground } from "./table-tries.ts";
import type { Try } from "./try.ts";

const MADE_UP = "lucien_probe";

/** That it reads at all, and what it is refused beside relations; only what the catalog refuses is tried. */
export function otherTries(others: ProbingOthers, database: string, ground: Ground, ownSession: boolean): Try[] {
  const reads = (action: Try["action"], sql: Sql): Try => ({
    action,
    object: null,
    sql,
    expected: "00000",
    mode: "read only",
  });
  const refused = (action: Try["action"], object: Try["object"], sql: Sql, mode: Try["mode"] = "read only"): Try => ({
    action,
    object,
    sql,
    expected: "42501",
    mode,
  });
  const tries = [reads("select", SELECT_ONE), reads("cte", SELECT_CTE)];
  if (others.superuser) return tries;
  for (const sequence of ground.writable ? others.sequences : []) {
    const object = objectRef("sequence", sequence.name, { schema: sequence.schema });
    tries.push(refused("nextval", object, tryNextval(sequence)), refused("setval", object, trySetval(sequence)));
  }
  // SET ROLE asks who signed in, so somebody else's session would answer for itself.
  for (const role of ownSession ? others.strangers : [])
    tries.push(refused("set-role", objectRef("role", role), trySetRole(role)));
  if (!ground.writable || ground.triggered) return tries;
  for (const schema of others.closedSchemas)
    tries.push(refused("create-table", objectRef("schema", schema), tryCreateTable(schema, MADE_UP), "read write"));
  const here = objectRef("database", database);
  if (others.noTemporary) tries.push(refused("create-temporary", here, tryCreateTemporary(MADE_UP), "read write"));
  if (others.closedDatabase) tries.push(refused("create-schema", here, tryCreateSchema(MADE_UP), "read write"));
  return tries;
}
