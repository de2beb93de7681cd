import fs from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, expect } from "playwright/test";

export const FOUNDER = { name: "Fern", passphrase: "eleven wooden spoons" };

export type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Where the app says that the first founder comes in: the link as it stands in the data folder. */
export function setupLink(data: string): string {
  return fs.readFileSync(path.join(data, "setup-link"), "utf8").trim();
}

/** Becomes the app's first founder through the setup link, in a browser of her own. Gives her cookies. */
export async function setUp(browser: Browser, data: string): Promise<SignedIn> {
  const context = await browser.newContext({ storageState: undefined });
  const page = await context.newPage();
  await page.goto(setupLink(data));
  await page.getByLabel("Your name").fill(FOUNDER.name);
  await page.getByLabel("Passphrase").fill(FOUNDER.passphrase);
  await page.getByRole("button", { name: "Set up my sign-in" }).click();
  await expect(page).toHaveURL(/\/$/);
  const state = await context.storageState();
  await context.close();
  return state;
}
