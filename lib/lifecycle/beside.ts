import { CATALOG_SIZE, type CatalogSizeRow, SAME_SERVER } from "../inspect/queries/catalog-size.sql.ts";
import { type Client, type ClientOptions, type Target, withClient } from "../postgres/client.ts";

/** Bytes of pg_attribute from which a second session pays: some 2,500 tables. */
export const LARGE = 8 * 1024 * 1024;

/** Whether a second session would reach the same server as the same role does: no pooler, no tunnel, nobody to act as. */
export function leadsStraight(client: Client, target: Target): boolean {
  return !client.info.pooled && client.actAs === undefined && !target.ssh;
}

/** A question that was asked beside another. */
export type Beside<T> = {
  /** It was signed in, the question is on its way and not lost: worth waiting for. */
  begun: () => boolean;
  /** null: it could not be asked there. Never rejects. */
  answer: Promise<T | null>;
  /** Hangs up; nothing stays open once `answer` has come. */
  stop: () => void;
};

/**
 * Asks `work` over a second session of the same login, while `client` is busy with something else: each keeps one of the
 * server's cores busy, so a large database is looked at in less time. Only where the catalog is large and the line
 * leads straight to the server; gives no answer wherever anything stands against it (no connection left, another server
 * behind the name), and the caller asks over its own session then.
 */
export function askBeside<T>(
  client: Client,
  target: Target,
  options: ClientOptions,
  work: (client: Client) => Promise<T>,
): Beside<T> {
  const hangUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, hangUp.signal]) : hangUp.signal;
  const quietly = { ...options, signal, onStep: undefined };
  let begun = false;
  const answer = async () => {
    if (!leadsStraight(client, target)) return null;
    const { rows } = await client.query<CatalogSizeRow>(CATALOG_SIZE);
    const asker = rows[0];
    if (asker === undefined || Number(asker.bytes) < LARGE || signal.aborted) return null;
    return withClient(target, quietly, async (second) => {
      begun = true;
      const { rows: seen } = await second.query<{ same: boolean }>(SAME_SERVER, [asker.pid, asker.since]);
      return seen[0]?.same ? work(second) : null;
    });
  };
  const given = answer()
    .catch(() => null)
    .then((told) => {
      begun &&= told !== null;
      return told;
    });
  return { begun: () => begun, answer: given, stop: () => hangUp.abort() };
}
