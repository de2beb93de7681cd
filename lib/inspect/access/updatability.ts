import type { Client, Row } from "../../postgres/client.ts";
import { sql } from "../../postgres/sql.ts";
import { withTransaction } from "../../postgres/transaction.ts";
import { oneLook } from "../one-look.ts";
import { relationUpdatable } from "../queries/access-view-writes.sql.ts";
import type { Updatability } from "./facts.ts";

const BITS = [
  ["UPDATE", 4],
  ["INSERT", 8],
  ["DELETE", 16],
] as const;

/** Where one view of a set is locked they are asked one by one, and no more than these. */
const ONE_BY_ONE = 200;

type Answers = Map<number, number | null>;

/**
 * Asks for each view with a writing privilege whether Postgres would update it by itself. The question opens the view,
 * so it waits 200 ms at most and outside the transaction that read the catalog; a busy one is named in `missed`.
 */
export async function completeUpdatability(
  client: Client,
  updatability: ReadonlyMap<number, Updatability>,
): Promise<{ updatability: Map<number, Updatability>; missed: { what: string; reason: string }[] }> {
  const open = [...updatability.values()].filter((view) => view.events === null);
  const oids = open.map((view) => view.oid);
  const answers = oids.length === 0 ? new Map() : await askAll(client, oids).catch(() => askEach(client, oids));
  const completed = new Map(updatability);
  for (const view of open) completed.set(view.oid, { ...view, events: eventsOf(answers.get(view.oid) ?? null) });
  const missed = open.filter((view) => completed.get(view.oid)?.events === null);
  return {
    updatability: completed,
    missed: missed.map((view) => ({ what: view.label, reason: "locked by another session" })),
  };
}

function eventsOf(bits: number | null): string[] | null {
  return bits === null ? null : BITS.filter(([, bit]) => (bits & bit) !== 0).map(([event]) => event);
}

/** One round trip: there are always some, since PUBLIC may update pg_settings. */
async function askAll(client: Client, oids: number[]): Promise<Answers> {
  const asked = [{ statement: relationUpdatable, values: [oids] }];
  const [answer] = await oneLook(client, asked, { lockTimeoutMs: 200, statementTimeoutMs: 10_000 });
  return answersOf(answer?.rows ?? []);
}

/** Pipelined: each in a savepoint, so that a locked one spoils no other. */
function askEach(client: Client, oids: number[]): Promise<Answers> {
  return within(client, async () => {
    const asked = oids.slice(0, ONE_BY_ONE).map((oid) => {
      const before = client.query(sql`savepoint look`);
      const answer = ask(client, [oid]);
      const after = client.query(sql`rollback to savepoint look`);
      return Promise.allSettled([before, answer, after]).then(([, outcome]) =>
        outcome.status === "fulfilled" ? outcome.value : [],
      );
    });
    return answersOf((await Promise.all(asked)).flat());
  });
}

async function ask(client: Client, oids: number[]): Promise<Row[]> {
  return (await client.query<Row>(relationUpdatable, [oids])).rows;
}

function answersOf(rows: Row[]): Answers {
  return new Map(rows.map((row) => [row.oid as number, row.bits as number | null]));
}

function within<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const budget = { readOnly: true, lockTimeoutMs: 200, statementTimeoutMs: 10_000, idleTimeoutMs: 10_000 };
  return withTransaction(client, budget, work);
}
