import { expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { asCopied } from "./login.ts";
import { connectSample } from "./sample.ts";
import { choose, copyUrl, prove, review } from "./wizard.ts";

test("with no database at hand, the sample shop leads to a URL that reads it and cannot write", async ({ page }) => {
  await connectSample(page);
  await choose(page);
  await review(page);
  await prove(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  const ask = asCopied(await copyUrl(page));
  expect(await ask("select count(*)::int as n from public.orders")).toEqual([{ n: 18_000 }]);
  for (const sql of ["delete from public.orders", "select * from auth.users", "create table public.mine (id int)"]) {
    await expect(ask(sql), sql).rejects.toMatchObject({ code: "42501" });
  }
});
