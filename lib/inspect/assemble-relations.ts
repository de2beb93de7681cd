import { nameOf, type RoleNames } from "./acl.ts";
import type { Rows } from "./assemble.ts";
import { columnReader } from "./columns.ts";
import type { ColumnsRow } from "./queries/columns.sql.ts";
import { type RelationRow, relationRows } from "./relation-rows.ts";
import type { Policy, RelationFacts } from "./snapshot.ts";

const NO_POLICIES: Policy[] = [];

/** The relations by schema and name, each partition behind the root of its tree; root and parents hold the sums. */
export function assembleRelations(
  rows: Rows,
  names: RoleNames,
  expressions: ReadonlyMap<number, string>,
): RelationFacts[] {
  const relations = relationRows(rows, names);
  const partitioned = new Map(relations.filter((row) => row.shape.kind === "p").map((row) => [row.oid, row]));
  const columns = new Map<number, ColumnsRow>();
  for (const row of rows.columns) for (const oid of row.oids) columns.set(oid, row);
  const columnsOf = columnReader(rows.columnTypes, rows.columnAcls, names);
  const policies = policiesByRelation(rows, names, expressions);
  const sums = sumsOverPartitions(relations, partitioned);
  const facts = relations.map((row): RelationFacts => {
    const sum = sums.get(row.oid);
    const { shape } = row;
    return {
      oid: row.oid,
      schema: row.schema,
      name: row.name,
      kind: shape.kind,
      owner: nameOf(shape.owner, names),
      estimatedRows: sum ? sum.rows : estimateOf(row),
      bytes: (sum ? sum.pages : row.pages) * rows.server.block_size,
      rowSecurity: shape.row_security,
      forceRowSecurity: shape.force_row_security,
      policies: policies.get(row.oid) ?? NO_POLICIES,
      partitionRoot: rootOf(row, partitioned),
      extension: row.extension,
      columns: columnsOf(row.name, row.oid, columns.get(row.oid)),
      grantable: shape.grantable,
      readable: shape.readable,
      acl: row.acl,
    };
  });
  return behindTheirRoots(facts);
}

/** -1 is "never analysed" since 14; before, no rows on no pages may be either, so nothing is claimed. */
function estimateOf(row: RelationRow): number | null {
  if (row.shape.kind === "v" || row.shape.kind === "p" || row.rows < 0) return null;
  return row.rows === 0 && row.pages === 0 ? null : Math.round(row.rows);
}

/** By OID; a partition hangs on nothing else. */
type Partitioned = ReadonlyMap<number, RelationRow>;

type Sums = Map<number, { rows: number | null; pages: number }>;

function sumsOverPartitions(relations: readonly RelationRow[], partitioned: Partitioned): Sums {
  const sums: Sums = new Map();
  for (const row of relations) {
    if (row.shape.kind === "p") sums.set(row.oid, sums.get(row.oid) ?? { rows: null, pages: 0 });
    if (row.parent === null) continue;
    const estimate = estimateOf(row);
    for (const ancestor of ancestorsOf(row, partitioned)) {
      const sum = sums.get(ancestor.oid) ?? { rows: null, pages: 0 };
      sum.pages += row.shape.kind === "p" ? 0 : row.pages;
      if (estimate !== null) sum.rows = (sum.rows ?? 0) + estimate;
      sums.set(ancestor.oid, sum);
    }
  }
  return sums;
}

function ancestorsOf(row: RelationRow, partitioned: Partitioned): RelationRow[] {
  const above: RelationRow[] = [];
  for (let parent = row.parent; parent !== null; ) {
    const found = partitioned.get(parent);
    if (!found || above.includes(found)) break;
    above.push(found);
    parent = found.parent;
  }
  return above;
}

function rootOf(row: RelationRow, partitioned: Partitioned): number | null {
  return row.parent === null ? null : (ancestorsOf(row, partitioned).at(-1)?.oid ?? null);
}

/** Keeps the order by name among those that are nobody's partition. */
function behindTheirRoots(facts: RelationFacts[]): RelationFacts[] {
  const partitions = Map.groupBy(
    facts.filter((one) => one.partitionRoot !== null),
    (one) => one.partitionRoot,
  );
  if (partitions.size === 0) return facts;
  return facts
    .filter((one) => one.partitionRoot === null)
    .flatMap((one) => [one, ...(one.kind === "p" ? (partitions.get(one.oid) ?? []) : [])]);
}

function policiesByRelation(
  rows: Rows,
  names: RoleNames,
  expressions: ReadonlyMap<number, string>,
): Map<number, Policy[]> {
  const found = new Map<number, Policy[]>();
  for (const row of rows.policies) {
    const policy: Policy = {
      name: row.name,
      permissive: row.permissive,
      command: row.command,
      roles: row.roles.map((oid) => (oid === 0 ? null : nameOf(oid, names))),
      using: expressions.get(row.oid) ?? null,
      hasUsing: row.has_using,
    };
    found.set(row.relation, [...(found.get(row.relation) ?? []), policy]);
  }
  return found;
}
