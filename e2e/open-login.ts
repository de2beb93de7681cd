import { expect, type Page } from "playwright/test";
import type { Shop } from "./shop.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

/** Makes the login by the form and stands on its page. Gives its URL. */
export async function openLogin(page: Page, shop: Shop): Promise<string> {
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  const url = await copyUrl(page);
  await page.goto("/connections");
  await page.getByRole("link", { name: `Open ${shop.db.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(shop.db.name);
  return url;
}
