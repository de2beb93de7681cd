import { expect } from "playwright/test";
import { runOn } from "../lib/testing/database.ts";
import { test } from "./fixtures.ts";
import type { Shop } from "./shop.ts";
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
  const ask = loginOf(await copyUrl(page), shop);
  for (const sql of shop.reads) expect((await ask(sql)).length, sql).toBe(1);
  for (const sql of WRITES) await expect(ask(sql), sql).rejects.toMatchObject({ code: "42501" });
  await expect(ask("select password_hash from public.customers")).rejects.toMatchObject({ code: "42501" });
});

/** Fresh sessions with the copied URL, each with the guard off that a role may switch off itself. */
function loginOf(url: string, shop: Shop): (sql: string) => Promise<unknown[]> {
  const { hostname, port, pathname, username, password } = new URL(url);
  const at = { version: shop.db.version, host: hostname, port: Number(port), superuser: shop.db.superuser };
  const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  const database = decodeURIComponent(pathname.slice(1));
  return (sql) => runOn(at, database, `set default_transaction_read_only = off; ${sql}`, login);
}
