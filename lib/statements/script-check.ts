import { join, literal, type Sql, sql } from "../postgres/sql.ts";

/**
 * For a script: fails with 22P02 and the names in its message when the role cannot read what it was granted. GRANT may
 * answer with its tag and do nothing (01007), and a script has nobody who reads warnings.
 */
export function failIfUnreadable(
  role: string,
  relations: readonly { schema: string; name: string; columns: string[] | null }[],
): Sql {
  const rows = relations.flatMap(({ schema, name, columns }) =>
    (columns ?? [null]).map((c) => sql`(${literal(schema)}, ${literal(name)}, ${c === null ? sql`null` : literal(c)})`),
  );
  return sql`SELECT CASE WHEN count(*) = 0 THEN 'every relation is readable'
  ELSE cast('not readable: ' || string_agg(a.s || '.' || a.r, ', ') AS int)::text END AS "check"
FROM (VALUES
  ${join(rows, ",\n  ")}
) AS a(s, r, c)
LEFT JOIN pg_namespace n ON n.nspname = a.s
LEFT JOIN pg_class k ON k.relnamespace = n.oid AND k.relname = a.r
WHERE k.oid IS NULL OR NOT CASE WHEN a.c IS NULL THEN has_table_privilege(${literal(role)}, k.oid, 'SELECT')
  ELSE has_column_privilege(${literal(role)}, k.oid, a.c, 'SELECT') END`;
}
