import { expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { asCopied } from "./login.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

const WRITES = [
  "insert into public.orders values (2, 1, 1)",
  "update public.orders set total = 0",
  "delete from public.orders",
  "truncate public.orders",
  "alter table public.orders add column more int",
  "drop table public.orders",
  "create table public.mine (id int)",
  "create schema mine",
];

test("from a pasted admin URL to a URL that reads what was chosen and cannot write", async ({ page, shop }) => {
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  const ask = asCopied(await copyUrl(page));
  for (const sql of shop.reads) expect((await ask(sql)).length, sql).toBe(1);
  for (const sql of WRITES) await expect(ask(sql), sql).rejects.toMatchObject({ code: "42501" });
  await expect(ask("select password_hash from public.customers")).rejects.toMatchObject({ code: "42501" });
});
