import { type RoleNames, readAcl } from "./acl.ts";
import type { ColumnAclRow } from "./queries/column-acls.sql.ts";
import type { ColumnTypeRow } from "./queries/column-types.sql.ts";
import type { ColumnsRow } from "./queries/columns.sql.ts";
import { holdsPeople, sensitivityOfColumn } from "./sensitivity.ts";
import type { AclItem, ColumnFacts } from "./snapshot.ts";

const NO_ACL: AclItem[] = [];

/** The distinct types of all columns, as [type OID, type modifier]: to be named by column-types. */
export function typesIn(rows: readonly ColumnsRow[]): [number, number][] {
  const keys = new Set<string>();
  for (const types of new Set(rows.map((row) => row.types)))
    for (const entry of types.split(";")) keys.add(entry.slice(0, entry.lastIndexOf(",")));
  return [...keys].map((key) => {
    const [type = 0, modifier = -1] = key.split(",").map(Number);
    return [type, modifier];
  });
}

/**
 * Makes the ColumnFacts of a relation. Columns that are equal in everything are one value, shared, and so are the lists
 * of relations made alike: fifty thousand relations are mostly partitions, or a schema for each tenant.
 */
export function columnReader(types: readonly ColumnTypeRow[], acls: readonly ColumnAclRow[], names: RoleNames) {
  const typeNames = new Map(types.map((row) => [`${row.type},${row.modifier}`, row.name]));
  const aclOf = new Map(acls.map((row) => [`${row.oid},${row.column}`, readAcl(row.acl, names)]));
  const withAcl = new Set(acls.map((row) => row.oid));
  const known = new Map<string, ColumnFacts>();
  const lists = new Map<string, ColumnFacts[]>();

  function shared(relation: string, people: boolean, name: string, entry: string): ColumnFacts {
    const key = `${people ? 1 : 0}${entry},${name}`;
    const found = known.get(key);
    if (found) return found;
    const cut = entry.lastIndexOf(",");
    const type = typeNames.get(entry.slice(0, cut)) ?? "???";
    const notNull = entry.slice(cut + 1) === "1";
    const column = { name, type, notNull, sensitivity: sensitivityOfColumn(relation, name, type), acl: NO_ACL };
    known.set(key, column);
    return column;
  }

  function sharedList(relation: string, people: boolean, { names, types }: ColumnsRow): ColumnFacts[] {
    const key = `${people ? 1 : 0}${types},${names.join("\0")}`;
    const found = lists.get(key);
    if (found) return found;
    const entries = types.split(";");
    const list = names.map((name, i) => shared(relation, people, name, entries[i] ?? ""));
    lists.set(key, list);
    return list;
  }

  return function columnsOf(relation: string, row: ColumnsRow | undefined): ColumnFacts[] {
    if (!row) return [];
    const list = sharedList(relation, holdsPeople(relation), row);
    if (!withAcl.has(row.oid)) return list;
    return list.map((column) => {
      const acl = aclOf.get(`${row.oid},${column.name}`);
      return acl ? { ...column, acl } : column;
    });
  };
}
