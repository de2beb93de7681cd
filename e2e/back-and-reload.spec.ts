import { expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { choose, connect, prove, review } from "./wizard.ts";

test("going back keeps the answers, and going on again works", async ({ page, shop }) => {
  await connect(page, shop);
  await choose(page);
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Let Lucien see all rows" })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Database", exact: true })).toHaveValue(shop.db.name);
  await page.goForward();
  await page.goForward();
  await expect(page.getByRole("button", { name: "Make the changes and prove it" })).toBeVisible();
});

test("a reload asks for the admin's password alone, and nothing else is lost", async ({ page, shop }) => {
  await connect(page, shop);
  await choose(page);
  await expect(page.getByRole("button", { name: "Make the changes and prove it" })).toBeVisible();
  await page.reload();
  await page.getByLabel(/admin password|password of/i).fill(shop.admin.password);
  await page.keyboard.press("Enter");
  await review(page);
  await prove(page);
});

test("a reload at the end says that the new password is gone and that the role stands", async ({ page, shop }) => {
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText("The password is no longer in this page")).toBeVisible();
});
