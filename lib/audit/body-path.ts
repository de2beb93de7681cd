import type { NameRef } from "./body-uses.ts";

/** Where unqualified names are looked up: `null` where the caller decides, since the routine does not pin it. */
export type SearchPath = readonly string[] | null;

/**
 * The search_path that pg_proc.proconfig pins; undefined where it pins none. The stored value is a list of identifiers
 * as SET takes them: `pg_catalog, "$user", "Odd ""one"""`.
 */
export function pinnedPath(config: readonly string[], owner: string): readonly string[] | undefined {
  const entry = config.find((setting) => setting.toLowerCase().startsWith("search_path="));
  if (entry === undefined) return undefined;
  const value = entry.slice("search_path=".length);
  const parts = value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",\s][^",]*))\s*(?:,|$)/g);
  return [...parts]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain ?? "").trim().toLowerCase())
    .filter((name) => name !== "")
    .map((name) => (name === "$user" ? owner : name));
}

/** The order in which functions and operators are looked for: never in pg_temp (namespace.c, FuncnameGetCandidates). */
export function schemasOf(path: readonly string[]): string[] {
  const named = path.filter((name) => name !== "pg_temp");
  return named.includes("pg_catalog") ? named : ["pg_catalog", ...named];
}

/**
 * Whether somebody who may create temporary objects can put one of his own in the place of this relation or type.
 * pg_temp comes first unless the path names it (namespace.c, recomputeNamespacePath), then in its place.
 */
export function hijackable(ref: NameRef, path: SearchPath, foundIn: readonly string[]): boolean {
  if (ref.schema !== null) return ref.schema === "pg_temp";
  if (path === null) return true;
  const temporary = path.indexOf("pg_temp");
  if (temporary < 0) return true;
  const full = path.includes("pg_catalog") ? path : ["pg_catalog", ...path];
  return !full.slice(0, full.indexOf("pg_temp")).some((schema) => foundIn.includes(schema));
}
