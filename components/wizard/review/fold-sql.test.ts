import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldLists } from "./fold-sql.ts";

const names = (count: number, make = (i: number) => `"s"."t${i}"`) => Array.from({ length: count }, (_, i) => make(i));

test("a short list is not folded", () => {
  const sql = `GRANT SELECT ON TABLE ${names(5).join(", ")} TO "r"`;
  assert.deepEqual(foldLists(sql), [{ text: sql, fold: null }]);
});

test("of a long list the first three and the last are shown, and the rest is counted", () => {
  const pieces = foldLists(`GRANT SELECT ON TABLE ${names(55).join(", ")} TO "r"`);
  assert.equal(pieces[0]?.text, 'GRANT SELECT ON TABLE "s"."t0", "s"."t1", "s"."t2",');
  assert.equal(pieces[1]?.fold, 51);
  assert.equal(pieces[2]?.text, ' "s"."t54" TO "r"');
});

test("column lists fold as well, each list by itself", () => {
  const sql = `GRANT SELECT (${names(20, (i) => `"c${i}"`).join(", ")}) ON TABLE ${names(10).join(", ")} TO "r"`;
  assert.deepEqual(
    foldLists(sql).flatMap((piece) => piece.fold ?? []),
    [16, 6],
  );
});

test("commas inside of quotes are part of a name", () => {
  const sql = `GRANT USAGE ON SCHEMA ${names(4, () => '"a,b,c,d""e,f"').join(", ")} TO 'x,y,z,,,,,,,,'`;
  assert.equal(foldLists(sql).length, 1);
});

test("the pieces put together are the statement, whatever the names", () => {
  const name = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (list) => {
      const sql = `GRANT SELECT (${list.join(", ")}) ON TABLE ${list.join(", ")} TO "r"`;
      assert.equal(
        foldLists(sql)
          .map((piece) => piece.text)
          .join(""),
        sql,
      );
    }),
    { seed: 5 },
  );
});
