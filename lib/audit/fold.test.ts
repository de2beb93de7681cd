import assert from "node:assert/strict";
import { test } from "node:test";
import { objectRef } from "../statements/statement.ts";
import { finding } from "./compose.ts";
import { fold } from "./fold.ts";

function many(count: number, via: string[] = ["PUBLIC"]) {
  return Array.from({ length: count }, (_, i) =>
    finding({
      code: "table-privilege",
      class: "write",
      object: objectRef("table", `t_${i}`, { schema: "public" }),
      privilege: "INSERT",
      via,
      title: `It can add rows to public.t_${i}.`,
      detail: "",
      fixableBy: "role-change",
      remedy: `REVOKE INSERT ON TABLE public.t_${i} FROM PUBLIC;`,
    }),
  );
}

test("two hundred of a kind are told one by one", () => {
  assert.equal(fold(many(200)).length, 200);
});

test("more are one that counts them, names the first two hundred and cures all", () => {
  const [one, ...others] = fold(many(1500));
  assert.deepEqual(others, []);
  assert.equal(one?.count, 1500);
  assert.equal(one?.examples?.length, 200);
  assert.equal(one?.examples?.[199], "public.t_199");
  assert.equal(one?.remedy?.split("\n").length, 1500);
});

test("what is held another way is another kind", () => {
  assert.equal(fold([...many(150), ...many(150, ["team"])]).length, 300);
});
