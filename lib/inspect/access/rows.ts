import type { Client, Request, Row } from "../../postgres/client.ts";
import type { Sql } from "../../postgres/sql.ts";

/** The rows of several reads sent together, in order. */
export async function rowsOf(client: Client, requests: readonly (Sql | Request)[]): Promise<Row[][]> {
  return (await client.many(requests)).map((result) => result.rows);
}
