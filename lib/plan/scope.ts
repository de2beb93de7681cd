import { AppError } from "../errors.ts";
import type { RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { type QualifiedName, splitIdentifier } from "./qualified-name.ts";

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
};

/**
 * Finds every name of the scope. A name that does not exist is refused also where it is to be left out: a slip of the
 * pen there would share what was to be kept back. Throws AppError `refused.missing-*`.
 */
export function wishesOf(snapshot: Snapshot, scope: Scope): Wishes {
  const named = find(snapshot, scope.relations);
  const onlyNamed = new Set(scope.relations.map((one) => one.schema));
  const schemas = new Set([...scope.schemas.map((name) => schemaNamed(snapshot, name)), ...onlyNamed]);
  return {
    schemas: schemas.size === 0 ? null : schemas,
    onlyNamed,
    named,
    excluded: find(snapshot, scope.exclude),
    includeSensitive: scope.includeSensitive,
  };
}

/** The columns that the role is to read (null: the whole relation), and those that are left out. */
export function columnsFor(
  relation: RelationFacts,
  wishes: Wishes,
): { columns: string[] | null; left: { column: string; why: "secret" | "excluded" }[] } {
  const named = wishes.named.get(relation.oid);
  const excluded = wishes.excluded.get(relation.oid);
  const left: { column: string; why: "secret" | "excluded" }[] = [];
  const kept = relation.columns.filter(({ name, sensitivity }) => {
    const asked = named?.columns.has(name) ?? false;
    if (named && !named.whole && !asked) return false;
    const why = excluded?.columns.has(name)
      ? "excluded"
      : sensitivity?.level === "secret" && !asked && !wishes.includeSensitive
        ? "secret"
        : null;
    if (why !== null) left.push({ column: name, why });
    return why === null;
  });
  return { columns: kept.length === relation.columns.length ? null : kept.map((column) => column.name), left };
}

function find(snapshot: Snapshot, names: readonly QualifiedName[]): Map<number, Named> {
  const found = new Map<number, Named>();
  for (const { schema, name, column } of names) {
    if (!snapshot.schemas.some((one) => one.name === schema)) throw missing("schema", schema);
    const relation = snapshot.relations.find((one) => one.schema === schema && one.name === name);
    if (!relation) throw missing("relation", `${schema}.${name}`);
    if (column !== null && !relation.columns.some((one) => one.name === column)) {
      throw missing("column", `${schema}.${name}.${column}`);
    }
    const entry = found.get(relation.oid) ?? { whole: false, columns: new Set() };
    if (column === null) entry.whole = true;
    else entry.columns.add(column);
    found.set(relation.oid, entry);
  }
  return found;
}

/** As it stands, else without the quotes that somebody wrote around it. */
function schemaNamed(snapshot: Snapshot, text: string): string {
  const exists = (name: string) => snapshot.schemas.some((one) => one.name === name);
  if (exists(text)) return text;
  const [unquoted, ...more] = text.startsWith('"') && text.endsWith('"') ? splitIdentifier(text) : [];
  if (unquoted !== undefined && more.length === 0 && exists(unquoted)) return unquoted;
  throw missing("schema", text);
}

const WORDS = { schema: "schema", relation: "table or view", column: "column" } as const;

function missing(kind: keyof typeof WORDS, name: string): AppError {
  return new AppError(`refused.missing-${kind}`, `There is no ${WORDS[kind]} called ${name} in this database.`, {
    hint: "Nothing was changed. Names are taken as they are written, capital letters included. `inspect` lists them.",
    detail:
      kind === "schema"
        ? `pg_namespace has no "${name}", or it is one of the system's own.`
        : `${name} is not in pg_class / pg_attribute as a relation of kind r, p, v, m or f, or a column of one.`,
  });
}
