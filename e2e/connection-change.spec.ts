import { expect, type Page } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { asCopied } from "./login.ts";
import { row, tick } from "./scope-tree.ts";
import type { Shop } from "./shop.ts";
import { answerQuestions, asAdmin, connect, copyUrl, prove, review } from "./wizard.ts";

async function signIn(page: Page, shop: Shop): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Host" })).toHaveValue(shop.db.host);
  await expect(page.getByRole("textbox", { name: "Port" })).toHaveValue(String(shop.db.port));
  await expectAccessible(page);
  await asAdmin(page, shop);
}

test("two tables become one without a column: the choice of now is ticked, and the same URL reads the new one only", async ({
  page,
  shop,
}) => {
  await connect(page, shop);
  for (const name of ["billing", "order_totals", "tickets"]) await tick(page, name);
  await page.getByRole("button", { name: "Review the changes" }).click();
  await review(page);
  await prove(page);
  const url = await copyUrl(page);
  expect(await asCopied(url)("select id, email from public.customers")).toHaveLength(1);

  await page.goto("/connections");
  await page.getByRole("link", { name: `Open ${shop.db.name}` }).click();
  const section = page.getByRole("region", { name: "Change what it may see" });
  await section.getByRole("button", { name: "Change" }).click();
  await section.getByRole("link", { name: "Change what it sees" }).click();
  await signIn(page, shop);
  await expect(row(page, "orders")).toHaveAttribute("aria-checked", "true");
  await expect(row(page, "customers")).toHaveAttribute("aria-checked", "mixed");
  for (const name of ["order_totals", "tickets"]) {
    await expect(row(page, name)).toHaveAttribute("aria-checked", "false");
  }
  await expectAccessible(page);
  await tick(page, "customers");
  await row(page, "orders").click();
  await tick(page, "total");
  await page.getByRole("button", { name: "Review the changes" }).click();

  const change = page.getByRole("region", { name: "What it sees" });
  await expect(change.getByRole("listitem")).toHaveText(["public.customers", "public.orders: total"]);
  await expect(change.getByText("Nothing is added.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Keep it/ })).toBeChecked();
  await expectAccessible(page);
  await review(page);
  await page.getByRole("link", { name: "See the verdict" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  const read = asCopied(url);
  expect(await read("select id, customer_id from public.orders")).toHaveLength(1);
  await expect(read("select total from public.orders")).rejects.toMatchObject({ code: "42501" });
  await expect(read("select id from public.customers")).rejects.toMatchObject({ code: "42501" });

  await page.goto("/connections");
  await expect(page.getByRole("link", { name: `Open ${shop.db.name}` })).toHaveCount(1);
  await expect(
    page.getByText(`You changed what the login of ${shop.db.name} sees. It can only read.`).first(),
  ).toBeVisible();
});

test("a login that was made by hand is brought in, and one run closes all that is open; its password stays", async ({
  page,
  shop,
}) => {
  const role = `${shop.db.prefix}_by_hand`;
  await shop.db.query(
    `create role ${role} login password 'by hand, 16 chars'; grant usage on schema public to ${role};
     grant select on public.orders, public.order_totals to ${role}; grant insert, truncate on public.orders to ${role};
     grant update (total) on public.orders to ${role}`,
    shop.admin,
  );
  const { host, port, name } = shop.db;
  const url = `postgresql://${role}:${encodeURIComponent("by hand, 16 chars")}@${host}:${port}/${name}?sslmode=disable`;
  await page.goto("/connections/add");
  await page.getByLabel("Its URL").fill(url);
  await page.getByRole("button", { name: "Check it now" }).click();
  await page.getByRole("link", { name: "Close what is open" }).click();
  await signIn(page, shop);
  await expect(row(page, "orders")).toHaveAttribute("aria-checked", "true");
  await expect(row(page, "customers")).toHaveAttribute("aria-checked", "false");
  await page.getByRole("button", { name: "Review the changes" }).click();
  await expect(page.getByText("What it sees stays as it is.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Yes, take this login over" })).toBeVisible();
  await answerQuestions(page);
  await expectAccessible(page);
  await review(page);
  await page.getByRole("link", { name: "See the verdict" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  const as = asCopied(url);
  expect(await as("select * from public.orders")).toHaveLength(1);
  for (const write of [
    "insert into public.orders values (2)",
    "update public.orders set total = 1",
    "truncate public.orders",
  ])
    await expect(as(write)).rejects.toMatchObject({ code: "42501" });
  await page.goto("/connections");
  await expect(page.getByRole("listitem").filter({ hasText: name }).getByText("only reads")).toBeVisible();
});
