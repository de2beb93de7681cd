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
  for (const row of rows) for (const entry of row.types.split(";")) keys.add(entry.slice(0, entry.lastIndexOf(",")));
  return [...keys].map((key) => {
    const [type = 0, modifier = -1] = key.split(",").map(Number);
    return [type, modifier];
  });
}

/**
 * Makes the ColumnFacts of a relation. Columns that are equal in everything are one value, shared: a database of fifty
 * thousand relations has half a million columns and a few hundred different ones.
 */
export function columnReader(types: readonly ColumnTypeRow[], acls: readonly ColumnAclRow[], names: RoleNames) {
  const typeNames = new Map(types.map((row) => [`${row.type},${row.modifier}`, row.name]));
  const aclOf = new Map(acls.map((row) => [`${row.oid},${row.column}`, readAcl(row.acl, names)]));
  const withAcl = new Set(acls.map((row) => row.oid));
  const known = new Map<string, ColumnFacts>();

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

  return function columnsOf(relation: string, row: ColumnsRow | undefined): ColumnFacts[] {
    if (!row) return [];
    const entries = row.types.split(";");
    const people = holdsPeople(relation);
    return row.names.map((name, i) => {
      const column = shared(relation, people, name, entries[i] ?? "");
      const acl = withAcl.has(row.oid) ? aclOf.get(`${row.oid},${name}`) : undefined;
      return acl ? { ...column, acl } : column;
    });
  };
}
