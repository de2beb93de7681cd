import fs from "node:fs";
import { expect, type Page } from "playwright/test";
import { runOn } from "../lib/testing/database.ts";
import { PSQL, runInPsql } from "../lib/testing/psql.ts";
import { test } from "./fixtures.ts";
import { keptByBrowser, leaks } from "./leaks.ts";
import type { Shop } from "./shop.ts";
import { answerQuestions, choose, connect, copyUrl, press } from "./wizard.ts";

test.skip(PSQL === null, "psql is not installed here: this test runs the downloaded script with it");

test("the downloaded script, run in psql, leads to a URL that reads and cannot write", async ({
  page,
  context,
  shop,
}) => {
  await toScript(page, shop);
  const script = await downloaded(page);
  expect(script).not.toContain(shop.admin.password);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));

  await page.getByRole("button", { name: "I ran it, prove it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "does not exist yet" })).toBeVisible();

  expect(await runInPsql(shop.db, shop.admin, script)).toMatchObject({ code: 0 });
  await page.getByRole("button", { name: "I ran it, prove it" }).click();
  await page.getByRole("link", { name: "Copy the URL" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");

  const url = await copyUrl(page);
  const ask = loginOf(url, shop);
  for (const sql of shop.reads) expect((await ask(sql)).length, sql).toBe(1);
  for (const sql of ["insert into public.orders values (2, 1, 1)", "create table public.mine (id int)"]) {
    await expect(ask(sql), sql).rejects.toMatchObject({ code: "42501" });
  }
  const own = decodeURIComponent(new URL(url).password);
  const places = { ...(await keptByBrowser(page, context)), sent: sent.join("\n"), script };
  for (const secret of [own, shop.admin.password]) expect(leaks(places, secret)).toEqual([]);
});

test("after a reload the script is made again, and gives the login that is there a new password", async ({
  page,
  shop,
}) => {
  await toScript(page, shop);
  await runInPsql(shop.db, shop.admin, await downloaded(page));
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("has to be made again")).toBeVisible();
  await page.getByLabel(`Password of ${shop.admin.user}`).fill(shop.admin.password);
  await page.getByRole("button", { name: "Write the script" }).click();
  await expect(page.getByRole("button", { name: "I ran it, prove it" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: /^Give it a new password/ }).check();
  expect(await runInPsql(shop.db, shop.admin, await downloaded(page))).toMatchObject({ code: 0 });
  await page.getByRole("button", { name: "I ran it, prove it" }).click();
  await page.getByRole("link", { name: "Copy the URL" }).click();
  expect(await loginOf(await copyUrl(page), shop)("select * from public.orders")).toHaveLength(1);
});

test("a host that takes no verifiers is not offered the script that would hold one", async ({
  page,
  cluster,
  shop,
}) => {
  // What tells Neon behind any host name: roles that only its servers have.
  await cluster.query("create role neon_superuser");
  try {
    await connect(page, shop);
    await choose(page);
    await answerQuestions(page);
    await expect(page.getByRole("button", { name: "Run it yourself" })).toHaveCount(0);
  } finally {
    await cluster.query("drop role neon_superuser");
  }
});

test("the keyboard alone gets from the review to the proof of a script", async ({ page, shop }) => {
  await connect(page, shop);
  await choose(page);
  await answerQuestions(page);
  await press(page, page.getByRole("button", { name: "Run it yourself" }));
  const arrives = page.waitForEvent("download");
  await press(page, page.getByRole("button", { name: "Download the script" }));
  const script = fs.readFileSync(await (await arrives).path(), "utf8");
  expect(await runInPsql(shop.db, shop.admin, script)).toMatchObject({ code: 0 });
  await press(page, page.getByRole("button", { name: "I ran it, prove it" }));
  await expect(page.getByRole("link", { name: "Copy the URL" })).toBeVisible();
});

async function toScript(page: Page, shop: Shop): Promise<void> {
  await connect(page, shop);
  await choose(page);
  await answerQuestions(page);
  await page.getByRole("button", { name: "Run it yourself" }).click();
  await expect(page).toHaveURL(/\/script$/);
}

async function downloaded(page: Page): Promise<string> {
  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the script" }).click();
  const file = await (await arrives).path();
  return fs.readFileSync(file, "utf8");
}

/** Fresh sessions with the copied URL, each in a transaction that may write as far as its rights go. */
function loginOf(url: string, shop: Shop): (sql: string) => Promise<unknown[]> {
  const { hostname, port, pathname, username, password } = new URL(url);
  const at = { version: shop.db.version, host: hostname, port: Number(port), superuser: shop.db.superuser };
  const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return (sql) => runOn(at, decodeURIComponent(pathname.slice(1)), `begin read write; ${sql}`, login);
}
