import { expect, type Page } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ROLE, test } from "./fixtures.ts";
import { keptByBrowser, leaks } from "./leaks.ts";
import { asCopied } from "./login.ts";
import type { Shop } from "./shop.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

test("the second time the login's password stays, is tested on request, or is replaced knowingly", async ({
  context,
  page,
  shop,
}) => {
  const first = await firstUrl(page, shop);

  await again(page, shop);
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Prove it" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("radio", { name: /^Keep it/ }).check();
  await expectAccessible(page);
  const field = page.getByLabel("Paste Lucien’s URL to test its login");
  await field.fill(shop.adminUrl);
  await field.blur();
  await expect(page.getByText(`not of ${ROLE}`)).toBeVisible();
  await field.fill(first);
  await field.blur();
  await expect(page.getByText("We sign in with its password.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Prove it" }).click();
  await expect(page.getByText("We signed in as")).toBeVisible();
  await page.getByRole("link", { name: "See the verdict" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  await expect(page.getByText("We signed in as Lucien and tried")).toBeVisible();
  await expect(page.getByText("The URL that Lucien has goes on working")).toBeVisible();
  await expectAccessible(page);
  const password = decodeURIComponent(new URL(first).password);
  expect(leaks(await keptByBrowser(page, context), password)).toEqual([]);
  expect(await asCopied(first)("select * from public.orders")).toHaveLength(1);

  await page.getByRole("button", { name: "Make a new password" }).click();
  await page.getByLabel(`Password of ${shop.admin.user}`).fill(shop.admin.password);
  await page.getByRole("button", { name: "Work out the changes" }).click();
  await expect(page.getByRole("radio", { name: /^Make a new one/ })).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make the changes and prove it" }).click();
  await prove(page);
  await expect(page.getByText("We took Lucien’s place in the admin’s session")).toBeVisible();
  await expect(page.getByText("The login itself was not tested.")).toBeVisible();
  const second = await copyUrl(page);
  expect(await asCopied(second)("select * from public.orders")).toHaveLength(1);
  await expect(asCopied(first)("select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("without its URL the login that is there is tried in the admin's session, and never said to be signed in as", async ({
  page,
  shop,
}) => {
  const first = await firstUrl(page, shop);
  await again(page, shop);
  await page.getByRole("radio", { name: /^Keep it/ }).check();
  await page.getByRole("button", { name: "Prove it" }).click();
  await expect(page.getByText(/We acted as .* in the admin’s session and tried [1-9]/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  await expect(page.getByText(/^The login itself was not tested/)).toBeVisible();
  await expect(page.getByText("We signed in")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "See the verdict" }).click();
  await expect(page.getByText("We signed in")).toHaveCount(0);
  expect(await asCopied(first)("select * from public.orders")).toHaveLength(1);
});

test("a pasted URL with a wrong password is told as such, and changes nothing", async ({ page, shop }) => {
  const first = new URL(await firstUrl(page, shop));
  first.password = "wrong";
  await again(page, shop);
  await page.getByRole("radio", { name: /^Keep it/ }).check();
  await page.getByLabel("Paste Lucien’s URL to test its login").fill(first.href);
  await page.getByRole("button", { name: "Prove it" }).click();
  const failure = page.getByRole("main").getByRole("alert");
  await expect(failure).toContainText("password");
  await expect(failure).not.toContainText("its password works");
});

test("after a reload the lost password leads to a new one", async ({ page, shop }) => {
  const first = await firstUrl(page, shop);
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("The password is no longer in this page")).toBeVisible();
  await expectAccessible(page);
  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the undo script" }).click();
  expect((await arrives).suggestedFilename()).toBe(`${ROLE}-undo.sql`);
  await page.getByRole("button", { name: "Make a new password" }).click();
  await page.getByLabel(`Password of ${shop.admin.user}`).fill(shop.admin.password);
  await page.getByRole("button", { name: "Work out the changes" }).click();
  await page.getByRole("button", { name: "Make the changes and prove it" }).click();
  await prove(page);
  expect(await asCopied(await copyUrl(page))("select * from public.orders")).toHaveLength(1);
  await expect(asCopied(first)("select 1")).rejects.toMatchObject({ code: "28P01" });
});

/** The first run: the role is made. */
async function firstUrl(page: Page, shop: Shop): Promise<string> {
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  return copyUrl(page);
}

/** The wizard from its beginning, up to the review of a login that is there. */
async function again(page: Page, shop: Shop): Promise<void> {
  await page.getByRole("button", { name: "I have it, finish" }).click();
  await expect(page).toHaveURL(/\/$/);
  await connect(page, shop);
  await choose(page);
  await expect(page.getByText("Lucien’s password", { exact: true })).toBeVisible();
}
