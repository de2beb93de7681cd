import assert from "node:assert/strict";
import { test } from "node:test";
import { shopLook } from "../choose/look.fixture.ts";
import { scopeChange } from "./scope-change.ts";

const NOW = [
  {
    name: "public",
    future: true,
    relations: [
      { name: "orders", columns: null },
      { name: "users", columns: ["id"] },
    ],
  },
  { name: "billing", future: false, relations: [{ name: "invoices", columns: null }] },
];

test("the same choice changes nothing", () => {
  assert.deepEqual(scopeChange(NOW, NOW, shopLook()), { added: [], taken: [] });
});

test("tables, single columns and later tables are told as added and as taken away", () => {
  const then = [
    {
      name: "public",
      future: false,
      relations: [
        { name: "orders", columns: ["id", "total"] },
        { name: "users", columns: ["id", "name"] },
      ],
    },
    { name: "auth", future: true, relations: [{ name: "sessions", columns: null }] },
  ];
  assert.deepEqual(scopeChange(NOW, then, shopLook()), {
    added: ["public.users: name", "auth.sessions", "tables made later in auth"],
    taken: ["public.orders: note", "tables made later in public", "billing.invoices"],
  });
});
