import assert from "node:assert/strict";
import { test } from "node:test";
import type { Statement } from "../statements/statement.ts";
import { batches } from "./batches.ts";

function statement(kind: Statement["kind"], characters = 40): Statement {
  return { kind, sql: "x".repeat(characters) as Statement["sql"], title: "", reason: "", object: null };
}

function sizes(statements: Statement[]): number[] {
  return batches({ from: 0, statements }).map(({ batch }) => batch.length);
}

test("short statements go out together, up to sixty-four", () => {
  assert.deepEqual(sizes(Array.from({ length: 150 }, () => statement("usage"))), [64, 64, 22]);
});

test("GRANTs of a thousand names go out some sixteen at a time, so that nobody is held up for longer", () => {
  assert.deepEqual(sizes(Array.from({ length: 40 }, () => statement("select", 25_000))), [16, 16, 8]);
});

test("one that is longer than all that goes out alone", () => {
  assert.deepEqual(sizes([statement("usage"), statement("select", 900_000), statement("usage")]), [1, 1, 1]);
});

test("what is taken from PUBLIC stands alone, and knows where it stands", () => {
  const found = batches({
    from: 7,
    statements: [statement("usage"), statement("public"), statement("public"), statement("usage")],
  });
  assert.deepEqual(
    found.map(({ from, batch }) => [from, batch.length]),
    [
      [7, 1],
      [8, 1],
      [9, 1],
      [10, 1],
    ],
  );
});
