import type { Client, Request, Row } from "../../postgres/client.ts";
import type { Sql } from "../../postgres/sql.ts";

/** What could not be looked at, and why. */
export type Missed = { what: string; reason: string };

/** System relations that this session may not read, and the list in which what rests on them is noted. */
export type Gate = { unreadable: ReadonlySet<string>; missed: Missed[] };

export const OPEN_GATE: Gate = { unreadable: new Set(), missed: [] };

type Read = Sql | Request;

/**
 * The rows of several reads sent together, by name; null is not asked. Where somebody took a system relation from
 * PUBLIC, what asks for it is not sent: it would fail and take the transaction with it. It is noted as missed.
 */
export async function readAll<Name extends string>(
  client: Client,
  reads: Readonly<Record<Name, Read | null>>,
  gate: Gate,
): Promise<Record<Name, Row[]>> {
  const asked = (Object.entries(reads) as [Name, Read | null][]).flatMap(([name, read]) =>
    read !== null && mayRead(name, read, gate) ? [{ name, read }] : [],
  );
  const results = asked.length === 0 ? [] : await client.many(asked.map(({ read }) => read));
  const rows = new Map(asked.map(({ name }, i) => [name, results[i]?.rows ?? []]));
  return Object.fromEntries(Object.keys(reads).map((name) => [name, rows.get(name as Name) ?? []])) as Record<
    Name,
    Row[]
  >;
}

function mayRead(name: string, read: Read, { unreadable, missed }: Gate): boolean {
  if (unreadable.size === 0) return true;
  const text: string = typeof read === "string" ? read : read.statement;
  const closed = [...text.matchAll(/(?:from|join) pg_catalog\.(\w+)/g)].find(([, table]) =>
    unreadable.has(table ?? ""),
  );
  if (closed === undefined) return true;
  missed.push({ what: `the ${name}`, reason: `this login may not read pg_catalog.${closed[1]}` });
  return false;
}
