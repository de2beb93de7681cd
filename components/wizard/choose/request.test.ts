import assert from "node:assert/strict";
import { test } from "node:test";
import { planRequestSchema } from "../../../lib/plan/request.ts";
import { shopLook } from "./look.fixture.ts";
import { type Choices, notYet, roleNameProblem, selectionOf, toRequest } from "./request.ts";
import { scopeOf } from "./scope.ts";
import { defaultSelection, emptySelection } from "./selection.ts";

const CHOICES: Choices = {
  role: "lucien_readonly",
  connectionLimit: 10,
  statementTimeoutMs: 60_000,
  validUntil: null,
  adopt: false,
  actAs: null,
  rowRules: "policy",
  future: new Set(["public"]),
};

test("a request names every shared relation, and its columns only where some are left out", () => {
  const request = toRequest(defaultSelection(scopeOf(shopLook())), CHOICES, null);
  assert.deepEqual(request.schemas, [
    {
      name: "public",
      future: true,
      relations: [
        { name: "orders", columns: null },
        { name: "users", columns: ["id", "email", "name"] },
      ],
    },
    { name: "billing", future: false, relations: [{ name: "invoices", columns: null }] },
  ]);
  assert.doesNotThrow(() => planRequestSchema.parse(request));
});

test("a request says as whom it is done only where that is not the login itself", () => {
  const selection = defaultSelection(scopeOf(shopLook()));
  assert.equal("actAs" in toRequest(selection, CHOICES, null), false);
  assert.equal(toRequest(selection, { ...CHOICES, actAs: "app_admin" }, null).actAs, "app_admin");
});

test("a request gives back the ticks it was made from", () => {
  const scope = scopeOf(shopLook());
  const selection = defaultSelection(scope);
  const again = selectionOf(scope, toRequest(selection, CHOICES, null));
  assert.deepEqual(again.on, selection.on);
  assert.deepEqual(again.total, selection.total);
});

test("what a login reads already and this admin cannot share stays, and so do later tables of a schema that is empty", () => {
  const scope = scopeOf(shopLook());
  const theirs = { name: "billing", future: false, relations: [{ name: "etl_stage", columns: ["id"] }] };
  const later = { name: "empty", future: true, relations: [] };
  const before = { ...toRequest(defaultSelection(scope), CHOICES, null), schemas: [theirs, later] };
  const request = toRequest(selectionOf(scope, before), CHOICES, before);
  assert.deepEqual(request.schemas, [theirs, later]);
});

test("answers given in the review stay when the choice changes", () => {
  const selection = defaultSelection(scopeOf(shopLook()));
  const before = { ...toRequest(selection, CHOICES, null), accept: ["public-temporary:shop"] };
  assert.deepEqual(toRequest(selection, CHOICES, before).accept, ["public-temporary:shop"]);
});

test("the way on is shut while nothing is ticked, the name is wrong or the row rules are unanswered", () => {
  const scope = scopeOf(shopLook());
  assert.equal(notYet(emptySelection(scope), CHOICES, false), "Tick at least one table");
  assert.ok(notYet(defaultSelection(scope), { ...CHOICES, role: "pg_x" }, false));
  assert.ok(notYet(defaultSelection(scope), { ...CHOICES, rowRules: null }, true));
  assert.equal(notYet(defaultSelection(scope), { ...CHOICES, rowRules: null }, false), null);
});

test("role names are counted in bytes, as Postgres does", () => {
  assert.equal(roleNameProblem("é".repeat(31)), null);
  assert.ok(roleNameProblem("é".repeat(32)));
  assert.ok(roleNameProblem("none"));
  assert.equal(roleNameProblem("A\"b o'x"), null);
});
