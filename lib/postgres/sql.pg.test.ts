import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withClient } from "./client.ts";
import { parseQualifiedName } from "./qualified-name.ts";
import { ident, literal, qualified, sql } from "./sql.ts";

const NASTY = [
  "o'x",
  "a%b",
  'A"b',
  "naïve",
  "two\nlines",
  "n".repeat(63),
  'EXTRA "@/\\#~_-',
  "\\",
  "\\'",
  "تست",
  "$1",
  "--",
  "do$llar$s",
];

/** Names as Postgres can hold them: 1 to 63 bytes of UTF-8, no NUL. */
const anyName = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((name) => {
    const bytes = new TextEncoder().encode(name).length;
    return name.isWellFormed() && !name.includes("\0") && bytes <= 63;
  }),
);

for (const version of VERSIONS) {
  test(`on ${version} every name and constant comes back as it went in`, () =>
    withDatabase(version, async (db) => {
      const target = db.targetFor(db.superuser.user, db.superuser.password);
      await withClient(target, {}, async (client) => {
        await fc.assert(
          fc.asyncProperty(anyName, anyName, async (name, text) => {
            const statement = sql`select ${literal(text)} as ${ident(name)}`;
            const { rows } = await client.query(statement);
            assert.deepEqual(rows, [{ [name]: text }]);
          }),
          { seed: 5, numRuns: 150, examples: NASTY.map((name) => [name, name]) },
        );
      });
    }));

  test(`on ${version} constants are right with standard_conforming_strings off, too`, () =>
    withDatabase(version, async (db) => {
      const target = db.targetFor(db.superuser.user, db.superuser.password);
      await withClient(target, {}, async (client) => {
        await client.query(sql`set standard_conforming_strings = off; set escape_string_warning = off`);
        for (const text of NASTY) {
          assert.deepEqual((await client.query(sql`select ${literal(text)} as x`)).rows, [{ x: text }]);
        }
      });
    }));

  test(`on ${version} nasty names make real schemas and relations, and the splitting agrees with parse_ident`, () =>
    withDatabase(version, async (db) => {
      const target = db.targetFor(db.superuser.user, db.superuser.password);
      await withClient(target, {}, async (client) => {
        for (const name of NASTY) {
          const relation = qualified(name, name);
          await client.query(sql`create schema ${ident(name)}; create table ${relation} (${ident(name)} int)`);
          const { rows } = await client.query<{ schema: string; name: string; parts: string[] }>(
            sql`select n.nspname as schema, c.relname as name, pg_catalog.parse_ident(${literal(relation)}) as parts
              from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = ${literal(relation)}::regclass`,
          );
          assert.deepEqual(rows, [{ schema: name, name, parts: parseQualifiedName(relation) }]);
        }
      });
    }));
}
