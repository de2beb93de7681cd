import { expect } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { askEngineer, claimListed, openLink } from "./hand-off.ts";
import { asCopied } from "./login.ts";
import { openLogin } from "./open-login.ts";
import { row, tick } from "./scope-tree.ts";
import { connect, review } from "./wizard.ts";

const ASKED = { section: "Change what it may see", wanted: "Only orders from now on." };

test("what a login sees is changed by a link: the engineer finds the choice of now ticked, and the founder's list has the new proof", async ({
  page,
  browser,
  shop,
}) => {
  const url = await openLogin(page, shop);
  const title = page.getByRole("heading", { level: 1 });
  const at = () => expectAccessible(page);
  const link = await askEngineer(page, { ...ASKED, key: "new", at });
  await expect(title).toHaveText("Waiting for your engineer");

  const context = await browser.newContext({ storageState: undefined });
  const asked = "asks you to change what a Postgres login may read";
  const engineer = await openLink(context, { link, passcode: null }, asked);
  const heading = engineer.getByRole("heading", { level: 1 });
  await expect(engineer.getByText(ASKED.wanted)).toBeVisible();
  await expectAccessible(engineer);
  await claimListed(engineer, shop.db.host);
  await expect(engineer).toHaveURL(/\/connect$/);
  await expect(engineer.getByRole("textbox", { name: "Port", exact: true })).toHaveValue(String(shop.db.port));
  await expect(engineer.getByRole("textbox", { name: "Database", exact: true })).toHaveValue(shop.db.name);
  await expect(engineer.getByRole("button", { name: "Try it with a sample database" })).toHaveCount(0);
  await expectAccessible(engineer);
  await connect(engineer, shop);

  await expect(row(engineer, "customers")).toHaveAttribute("aria-checked", "mixed");
  for (const name of ["orders", "order_totals", "tickets", "billing"]) {
    await expect(row(engineer, name)).toHaveAttribute("aria-checked", "true");
  }
  await expectAccessible(engineer);
  for (const name of ["billing", "tickets", "customers"]) await tick(engineer, name);
  await engineer.getByRole("button", { name: "Review the changes" }).click();
  const change = engineer.getByRole("region", { name: "What it sees" });
  await expect(change.getByText("Nothing is added.")).toBeVisible();
  await expect(change.getByRole("listitem").filter({ hasText: "public.tickets" })).toBeVisible();
  await expectAccessible(engineer);
  await review(engineer);
  await engineer.getByRole("link", { name: "See what is left" }).click();
  await expect(heading).toHaveText("Done. You can close this page");
  await expectAccessible(engineer);

  await expect(title).toHaveText("Your engineer is done");
  await expect(page.getByRole("heading", { name: "What Lucien may see now" })).toBeVisible();
  await expect(page.getByText("public.order_totals, public.orders", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the URL" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have seen it" }).click();
  await expect(page).toHaveURL(/\/connections\/[\w-]{22}$/);
  await expect(title).toContainText("only reads");
  await expect(page.getByText("Looks in all").locator("..")).toContainText("2");
  const read = asCopied(url);
  expect(await read("select * from public.orders")).toHaveLength(1);
  await expect(read("select subject from public.tickets")).rejects.toMatchObject({ code: "42501" });
  await page.goto("/activity");
  await expect(
    page.getByText(`Your engineer changed what the login of ${shop.db.name} sees. It can only read.`),
  ).toBeVisible();
  await engineer.goto("about:blank");
  await engineer.goto(link);
  await expect(heading).toHaveText("This link does not work");
  await context.close();
});
