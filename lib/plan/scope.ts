import { AppError } from "../errors.ts";
import type { ColumnFacts, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { parseQualifiedName } from "../postgres/qualified-name.ts";

/** A relation, or one of its columns, as a flag names it. */
export type QualifiedName = { schema: string; name: string; column: string | null };

/** Reads `SCHEMA.NAME` or `SCHEMA.NAME.COLUMN`. Throws AppError `usage.name`. */
export function qualifiedName(text: string): QualifiedName {
  const [schema, name, column, ...more] = parseQualifiedName(text);
  if (schema !== undefined && name !== undefined && more.length === 0) return { schema, name, column: column ?? null };
  throw new AppError("usage.name", "We cannot read this name.", {
    hint: "Write SCHEMA.NAME, or SCHEMA.NAME.COLUMN for a column.",
    detail: `Not a relation or a column: ${text.slice(0, 200)}`,
  });
}

/** The choice as flags make it. Empty lists: the default. */
export type Scope = {
  schemas: readonly string[];
  /** Only these; with a column: only these columns, whether they look like secrets or not. */
  relations: readonly QualifiedName[];
  exclude: readonly QualifiedName[];
  includeSensitive: boolean;
  /** Tables made later, too: for schemas that are shared whole. */
  future: boolean;
};

/** The default choice, the same that the wizard starts from. */
export const DEFAULT_SCOPE: Scope = { schemas: [], relations: [], exclude: [], includeSensitive: false, future: true };

/** A relation named whole, or some of its columns. */
type Named = { whole: boolean; columns: Set<string> };

/** A scope whose names were found in the snapshot. Relations by OID. */
export type Wishes = {
  /** Schemas that were named, or null: the default ones. */
  schemas: ReadonlySet<string> | null;
  /** Schemas of which only named relations are wanted. */
  onlyNamed: ReadonlySet<string>;
  named: ReadonlyMap<number, Named>;
  excluded: ReadonlyMap<number, Named>;
  includeSensitive: boolean;
  /** Asked for by a name that stands for nothing. They stay in the request: the plan lists or refuses them. */
  missing: QualifiedName[];
};

/**
 * Finds every name of the scope. A name that is to be left out and does not exist is refused at once: a slip of the pen
 * there would share what was to be kept back. Throws AppError `refused.missing-schema|relation|column`.
 */
export function wishesOf(snapshot: Snapshot, scope: Scope): Wishes {
  const { found: named, missing } = find(snapshot, scope.relations);
  const { found: excluded, missing: slips } = find(snapshot, scope.exclude);
  if (slips[0]) throw slip(snapshot, slips[0]);
  const onlyNamed = new Set(scope.relations.map((one) => one.schema));
  const schemas = new Set([...scope.schemas.map((name) => schemaNamed(snapshot, name)), ...onlyNamed]);
  const { includeSensitive } = scope;
  return { schemas: schemas.size === 0 ? null : schemas, onlyNamed, named, excluded, includeSensitive, missing };
}

/** The columns that the role is to read (null: the whole relation), and those that are left out. */
export function columnsFor(
  relation: RelationFacts,
  wishes: Wishes,
): { columns: string[] | null; left: { column: string; why: "secret" | "excluded" }[] } {
  const named = wishes.named.get(relation.oid);
  const excluded = wishes.excluded.get(relation.oid);
  const guarded = !wishes.includeSensitive && relation.columns.some(isSecret);
  if (!named && !excluded && !guarded) return { columns: null, left: [] };
  const left: { column: string; why: "secret" | "excluded" }[] = [];
  const kept = relation.columns.filter((column) => {
    const { name } = column;
    const asked = named?.columns.has(name) ?? false;
    if (named && !named.whole && !asked) return false;
    const why = excluded?.columns.has(name) ? "excluded" : guarded && isSecret(column) && !asked ? "secret" : null;
    if (why !== null) left.push({ column: name, why });
    return why === null;
  });
  return { columns: kept.length === relation.columns.length ? null : kept.map((column) => column.name), left };
}

function isSecret({ sensitivity }: ColumnFacts): boolean {
  return sensitivity?.level === "secret";
}

function find(snapshot: Snapshot, names: readonly QualifiedName[]) {
  const found = new Map<number, Named>();
  const missing: QualifiedName[] = [];
  for (const one of names) {
    const { schema, name, column } = one;
    const relation = snapshot.relations.find((facts) => facts.schema === schema && facts.name === name);
    if (!relation || (column !== null && !relation.columns.some((facts) => facts.name === column))) {
      missing.push(one);
      continue;
    }
    const entry = found.get(relation.oid) ?? { whole: false, columns: new Set() };
    if (column === null) entry.whole = true;
    else entry.columns.add(column);
    found.set(relation.oid, entry);
  }
  return { found, missing };
}

/** As it stands, else without the quotes that somebody wrote around it. One that does not exist stays as it is. */
function schemaNamed(snapshot: Snapshot, text: string): string {
  const exists = (name: string) => snapshot.schemas.some((one) => one.name === name);
  if (exists(text) || !/^".*"$/s.test(text)) return text;
  const unquoted = text.slice(1, -1).replaceAll('""', '"');
  return exists(unquoted) ? unquoted : text;
}

function slip(snapshot: Snapshot, { schema, name, column }: QualifiedName): AppError {
  const relation = snapshot.relations.some((one) => one.schema === schema && one.name === name);
  const there = snapshot.schemas.some((one) => one.name === schema);
  const [kind, words, full] = !there
    ? ["schema", "schema", schema]
    : relation
      ? ["column", "column", `${schema}.${name}.${column}`]
      : ["relation", "table or view", `${schema}.${name}`];
  return new AppError(`refused.missing-${kind}`, `There is no ${words} called ${full} to leave out.`, {
    hint: "Nothing was changed. Names are taken as they are written, capital letters included; inspect lists them.",
    detail: `--exclude ${full}: no such ${kind} in the catalog, or it is one of the system's own.`,
  });
}
