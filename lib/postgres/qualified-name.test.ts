import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseQualifiedName } from "./qualified-name.ts";
import { qualified } from "./sql.ts";

for (const [text, parts] of [
  ["public.orders", ["public", "orders"]],
  ["public.Orders", ["public", "Orders"]],
  ["a.b.c", ["a", "b", "c"]],
  ['"odd.schema"."Odd ""table"""', ["odd.schema", 'Odd "table"']],
  ['EXTRA @/\\#~_-."t\n1"', ["EXTRA @/\\#~_-", "t\n1"]],
  [" a . b ", ["a", "b"]],
  ["naïve.o'x", ["naïve", "o'x"]],
] as const) {
  test(`${JSON.stringify(text)} is split into ${JSON.stringify(parts)}`, () => {
    assert.deepEqual(parseQualifiedName(text), parts);
  });
}

for (const text of ["", ".", "a.", ".b", "a..b", '"a', 'a"b', '""', '"a"b', 'a."b']) {
  test(`${JSON.stringify(text)} is no name`, () => {
    assert.throws(() => parseQualifiedName(text), { code: "usage.name" });
  });
}

test("whatever the quoting writes, the splitting reads back", () => {
  const name = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
      assert.deepEqual(parseQualifiedName(qualified(...names)), names);
    }),
    { seed: 5 },
  );
});
