import { expect, type Page } from "playwright/test";

/** Connect: starts the sample shop, signs in as its admin and goes on to Choose. */
export async function connectSample(page: Page): Promise<void> {
  await page.goto("/connect");
  await page.getByRole("button", { name: "Try it with a sample database" }).click();
  await expect(page.getByRole("textbox", { name: "Database", exact: true })).toHaveValue("shop");
  await page.getByRole("button", { name: "Check the connection" }).click();
  await page.getByRole("button", { name: "Choose what to share" }).click();
  await expect(page).toHaveURL(/\/choose$/);
}
