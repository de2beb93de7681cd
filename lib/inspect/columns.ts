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
 * Makes the ColumnFacts of a relation. Columns that are equal in everything are one value, shared: a database of fifty
 * thousand relations has half a million columns and a few hundred different ones.
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

  return function columnsOf(relation: string, row: ColumnsRow | undefined): ColumnFacts[] {
    if (!row) return [];
    const inPlace = (holdsPeople(relation) ? ofPeople : ofOthers)(row.types);
    return row.names.map((name, i) => {
      const ofType = inPlace[i] as OfType;
      const column = ofType.byName.get(name) ?? made(relation, name, ofType);
      const acl = withAcl.has(row.oid) ? aclOf.get(`${row.oid},${name}`) : undefined;
      return acl ? { ...column, acl } : column;
    });
  };
}

/** Finds what is known of columns of these types, place by place; whole rows of types are often the same. */
function knownColumns(): (types: string) => OfType[] {
  const known = new Map<string, OfType>();
  const rows = new Map<string, OfType[]>();
  const ofType = (entry: string) => {
    const found = known.get(entry) ?? { entry, byName: new Map() };
    known.set(entry, found);
    return found;
  };
  return (types) => {
    const found = rows.get(types) ?? types.split(";").map(ofType);
    rows.set(types, found);
    return found;
  };
}
