import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import test from "node:test";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withClient } from "./client.ts";
import { sql } from "./sql.ts";
import { arrayLiteral } from "./values.ts";

const PIECES = [
  '"',
  "\\",
  ",",
  "{",
  "}",
  "NULL",
  "null",
  " ",
  "\t",
  "\n",
  "\r",
  "\v",
  "\f",
  "\x01",
  "\x7f",
  "'",
  "$1",
  "é",
  "表",
  "🦊",
  "a",
];
const ALONE = ["", ...PIECES, "{}", '""', '"x"', "\\\\", '\\"', " x ", "{a,b}", "x".repeat(63)];

for (const version of VERSIONS) {
  test(`${version}: an array that we wrote is read as it was meant, whatever stands in it`, () =>
    withDatabase(version, async (db) => {
      const mixed = Array.from({ length: 2_000 }, () =>
        Array.from({ length: randomInt(8) }, () => PIECES[randomInt(PIECES.length)]).join(""),
      );
      const oids = [0, 1, 16_384, 2 ** 31, 2 ** 32 - 1];
      const { user, password } = await db.admin("createrole");
      await withClient(db.targetFor(user, password), {}, async (client) => {
        for (const texts of [ALONE, mixed, [], ...ALONE.map((one) => [one])]) {
          const { rows } = await client.query(sql`select $1::text[] as back`, [arrayLiteral(texts)]);
          assert.deepEqual(rows, [{ back: texts }]);
        }
        const { rows } = await client.query(sql`select $1::oid[] as back`, [arrayLiteral(oids)]);
        assert.deepEqual(rows, [{ back: oids }]);
      });
    }));
}
