import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AppError } from "../errors.ts";
import { qualified } from "../postgres/sql.ts";
import { qualifiedName } from "./qualified-name.ts";

test("parts in double quotes may hold dots and doubled quotes, others are taken as they are", () => {
  assert.deepEqual(qualifiedName("public.orders"), { schema: "public", name: "orders", column: null });
  assert.deepEqual(qualifiedName("Public.Orders.Total"), { schema: "Public", name: "Orders", column: "Total" });
  assert.deepEqual(qualifiedName('"odd.schema"."Odd ""table"""'), {
    schema: "odd.schema",
    name: 'Odd "table"',
    column: null,
  });
  assert.deepEqual(qualifiedName('s.A"b'), { schema: "s", name: 'A"b', column: null });
});

test("whatever sql.ts quotes is read back as it was", () => {
  const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(name, name, name, (schema, relation, column) => {
      assert.deepEqual(qualifiedName(qualified(schema, relation, column)), { schema, name: relation, column });
    }),
  );
});

test("one part, four parts, empty parts and open quotes are refused as wrong usage", () => {
  for (const text of ["orders", "a.b.c.d", "", "a.", ".b", "a..b", '"a.b', '"".b', 'a."b"c']) {
    assert.throws(
      () => qualifiedName(text),
      (error) => error instanceof AppError && error.code === "usage.name",
      text,
    );
  }
});
