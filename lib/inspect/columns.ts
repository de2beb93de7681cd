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

/** Columns of one type, null or not, by name. */
type OfType = { entry: string; byName: Map<string, ColumnFacts> };

/**
 * Makes the ColumnFacts of a relation. Columns that are equal in everything are one value, shared, and so are whole rows
 * of them: a database of fifty thousand relations has half a million columns and a few hundred different ones.
 */
export function columnReader(types: readonly ColumnTypeRow[], acls: readonly ColumnAclRow[], names: RoleNames) {
  const typeNames = new Map(types.map((row) => [`${row.type},${row.modifier}`, row.name]));
  const aclOf = new Map(acls.map((row) => [`${row.oid},${row.column}`, readAcl(row.acl, names)]));
  const withAcl = new Set(acls.map((row) => row.oid));
  // What a name means depends on whether its relation is about people.
  const [ofPeople, ofOthers] = [knownColumns(), knownColumns()];

  function made(relation: string, name: string, { entry, byName }: OfType): ColumnFacts {
    const cut = entry.lastIndexOf(",");
    const type = typeNames.get(entry.slice(0, cut)) ?? "???";
    const notNull = entry.slice(cut + 1) === "1";
    const column = { name, type, notNull, sensitivity: sensitivityOfColumn(relation, name, type), acl: NO_ACL };
    byName.set(name, column);
    return column;
  }

  function plain(relation: string, row: ColumnsRow): ColumnFacts[] {
    const known = holdsPeople(relation) ? ofPeople : ofOthers;
    const found = known.rows.get(row);
    if (found) return found;
    const inPlace = known.ofTypes(row.types);
    const columns = row.names.map((name, i) => {
      const ofType = inPlace[i] as OfType;
      return ofType.byName.get(name) ?? made(relation, name, ofType);
    });
    known.rows.set(row, columns);
    return columns;
  }

  return function columnsOf(relation: string, oid: number, row: ColumnsRow | undefined): ColumnFacts[] {
    if (!row) return [];
    const columns = plain(relation, row);
    if (!withAcl.has(oid)) return columns;
    return columns.map((column) => {
      const acl = aclOf.get(`${oid},${column.name}`);
      return acl ? { ...column, acl } : column;
    });
  };
}

type KnownColumns = { rows: Map<ColumnsRow, ColumnFacts[]>; ofTypes: (types: string) => OfType[] };

/** Finds what is known of columns of these types, place by place; whole rows of types are often the same. */
function knownColumns(): KnownColumns {
  const known = new Map<string, OfType>();
  const inPlaces = new Map<string, OfType[]>();
  const ofType = (entry: string) => {
    const found = known.get(entry) ?? { entry, byName: new Map() };
    known.set(entry, found);
    return found;
  };
  const ofTypes = (types: string) => {
    const found = inPlaces.get(types) ?? types.split(";").map(ofType);
    inPlaces.set(types, found);
    return found;
  };
  return { rows: new Map(), ofTypes };
}
