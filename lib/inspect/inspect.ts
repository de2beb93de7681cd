import type { Client, Result, Row } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { withReading, withTransaction } from "../postgres/transaction.ts";
import { assemble, type Rows } from "./assemble.ts";
import { typesIn } from "./columns.ts";
import { READ_ONCE } from "./one-look.ts";
import { extensionRelations } from "./queries/access-readability.sql.ts";
import { COLUMN_ACLS, type ColumnAclRow } from "./queries/column-acls.sql.ts";
import { COLUMN_TYPES, type ColumnTypeRow } from "./queries/column-types.sql.ts";
import { COLUMNS, OWN_COLUMNS } from "./queries/columns.sql.ts";
import { DEFAULT_PRIVILEGES } from "./queries/default-privileges.sql.ts";
import { EXISTING_ROLE } from "./queries/existing-role.sql.ts";
import { membershipsQuery } from "./queries/memberships.sql.ts";
import { POLICIES } from "./queries/policies.sql.ts";
import { POLICY_EXPRESSIONS, type PolicyExpressionRow } from "./queries/policy-expressions.sql.ts";
import { PARTITIONS, RELATIONS } from "./queries/relations.sql.ts";
import { rolesQuery } from "./queries/roles.sql.ts";
import { SCHEMAS } from "./queries/schemas.sql.ts";
import { SERVER } from "./queries/server.sql.ts";
import { type LookHelper, offerShare, readOthers } from "./share-look.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * One consistent look (REPEATABLE READ, READ ONLY) at the database that `client` is in, as the role it signed in as;
 * `role` is the one that is to be made, `host` the name that was dialled (it tells the provider). Two round trips whatever the number of objects, and a third for the printed
 * policies where there are any. Calls nothing that opens a relation, so it waits behind nobody's lock.
 * Works for any role; for PostgreSQL 13 to 18. Throws QueryError.
 */
export async function inspect(client: Client, options: { role: string; host?: string }): Promise<Snapshot> {
  const look = await beginInspect(client, options);
  await look.committed;
  return look.snapshot();
}

/**
 * What was read, before it is put together; `columnAcls`: tables and views with a privilege on a single column;
 * `committed`: the server's answer to COMMIT, to be awaited with whatever is asked next.
 */
export type BegunLook = { snapshot: () => Snapshot; columnAcls: number[]; committed: Promise<void> };

/** The same in two: the snapshot is put together when it is asked for, so that the session can be asked other things meanwhile. */
export async function beginInspect(
  client: Client,
  options: { role: string; host?: string; helper?: LookHelper | undefined },
): Promise<BegunLook> {
  const { value: rows, committed } = await withReading(client, READ_ONCE, () =>
    readRows(client, options.role, options.helper),
  );
  const expressions = rows.policies.some((policy) => policy.has_using) ? await readExpressions(client) : new Map();
  return {
    snapshot: () => assemble(rows, expressions, options.host ?? null),
    columnAcls: withColumnAcls(rows.columns),
    committed,
  };
}

async function readRows(client: Client, role: string, helper: LookHelper | undefined): Promise<Rows> {
  const { serverVersionNum } = client.info;
  const offered = helper && offerShare(client, helper);
  offered?.catch(() => undefined);
  const answers = await client.many([
    SERVER,
    rolesQuery(serverVersionNum),
    membershipsQuery(serverVersionNum),
    SCHEMAS,
    RELATIONS,
    PARTITIONS,
    extensionRelations,
    helper ? OWN_COLUMNS : COLUMNS,
    POLICIES,
    DEFAULT_PRIVILEGES,
    { statement: EXISTING_ROLE, values: [role] },
  ]);
  const [server, roles, memberships, schemas, relations, partitions, extended, own, policies, defaults, existing] =
    answers.map((answer: Result<Row>) => answer.rows) as never as [
      [Rows["server"]],
      Rows["roles"],
      Rows["memberships"],
      Rows["schemas"],
      Rows["relations"],
      Rows["partitions"],
      Rows["extensionRelations"],
      Rows["columns"],
      Rows["policies"],
      Rows["defaultPrivileges"],
      [Rows["existing"]],
    ];
  const columns = helper && (await offered) ? [...own, ...(await readOthers(client, helper))] : own;
  const [types, columnAcls] = await Promise.all([
    client.query<ColumnTypeRow>(COLUMN_TYPES, [JSON.stringify(typesIn(columns))]),
    client.query<ColumnAclRow>(COLUMN_ACLS, [withColumnAcls(columns)]),
  ]);
  return {
    server: server[0],
    roles,
    memberships,
    schemas,
    relations,
    partitions,
    extensionRelations: extended,
    columns,
    columnAcls: columnAcls.rows,
    policies,
    defaultPrivileges: defaults,
    existing: existing[0] ?? null,
    columnTypes: types.rows,
  };
}

function withColumnAcls(columns: Rows["columns"]): number[] {
  return columns.filter((row) => row.acls).flatMap((row) => row.oids);
}

/**
 * In a transaction of its own: printing an expression opens the relation. Whoever holds it locked is not waited for,
 * and a policy that changed in between is no reason to fail: what is missing stays unread.
 */
async function readExpressions(client: Client): Promise<Map<number, string>> {
  try {
    return await withTransaction(client, { ...READ_ONCE, readOnly: true, statementTimeoutMs: 5_000 }, async () => {
      const { rows } = await client.query<PolicyExpressionRow>(POLICY_EXPRESSIONS);
      return new Map(rows.map((row) => [row.oid, row.expression]));
    });
  } catch (error) {
    if (error instanceof QueryError && error.sqlstate !== null && !error.sqlstate.startsWith("08")) return new Map();
    throw error;
  }
}
