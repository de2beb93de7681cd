import assert from "node:assert/strict";
import { test } from "node:test";
import { ident, integer, join, literal, qualified, sql } from "./sql.ts";

test("the tag joins static text with quoted parts, byte for byte", () => {
  assert.equal(sql`grant select on ${qualified("s", 't"x')} to ${ident("r")}`, 'grant select on "s"."t""x" to "r"');
});

test("a name is always quoted, quotes in it doubled", () => {
  assert.equal(ident('A"b'), '"A""b"');
  assert.equal(ident("a%b"), '"a%b"');
});

test("a constant doubles quotes, and escapes backslashes whatever standard_conforming_strings says", () => {
  assert.equal(literal("o'x"), "'o''x'");
  assert.equal(literal("a\\b'c"), "E'a\\\\b''c'");
});

test("NUL has no name and no constant", () => {
  assert.throws(() => ident("a\0"), TypeError);
  assert.throws(() => literal("a\0"), TypeError);
});

test("a number is whole and safe", () => {
  assert.equal(integer(-5), "-5");
  for (const value of [1.5, Number.NaN, 2 ** 53]) assert.throws(() => integer(value), TypeError);
});

test("pieces are joined by a comma unless told", () => {
  assert.equal(join([ident("a"), ident("b")]), '"a", "b"');
  assert.equal(join([ident("a"), ident("b")], " or "), '"a" or "b"');
});
