import type { Client } from "../postgres/client.ts";
import { withReading } from "../postgres/transaction.ts";
import { READ_ONCE } from "./one-look.ts";
import { SHARE_LOOK, type ShareLookRow } from "./queries/catalog-size.sql.ts";
import { type ColumnsRow, OTHER_COLUMNS } from "./queries/columns.sql.ts";

/** Reads a part of a large look over a session of its own, in the very same snapshot of the server. */
export type LookHelper = {
  /** From so many bytes of pg_attribute on there is something to share. */
  fromBytes: number;
  /** The snapshot may be entered, until the look has ended; null: there is nothing to share. */
  onSnapshot: (snapshot: string | null) => void;
  /** What `readShare` gave; null where it did not come to that: then it is read by whoever looks. */
  share: () => Promise<ColumnsRow[] | null>;
};

/** The helper's part of the look whose transaction `snapshot` comes from. Throws QueryError. */
export async function readShare(client: Client, snapshot: string): Promise<ColumnsRow[]> {
  const { value, committed } = await withReading(client, { ...READ_ONCE, snapshot }, () =>
    client.query<ColumnsRow>(OTHER_COLUMNS),
  );
  await committed;
  return value.rows;
}

/** At the beginning of a look: whether a part of it is left to the helper. Throws QueryError. */
export async function offerShare(client: Client, helper: LookHelper): Promise<boolean> {
  const { rows } = await client.query<ShareLookRow>(SHARE_LOOK, [helper.fromBytes]);
  const snapshot = rows[0]?.snapshot ?? null;
  helper.onSnapshot(snapshot);
  return snapshot !== null;
}

/** The part that was left to the helper, in the same transaction whoever read it. Throws QueryError. */
export async function readOthers(client: Client, helper: LookHelper): Promise<ColumnsRow[]> {
  return (await helper.share()) ?? (await client.query<ColumnsRow>(OTHER_COLUMNS)).rows;
}
