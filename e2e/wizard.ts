import { expect, type Locator, type Page } from "playwright/test";
import type { Shop } from "./shop.ts";

/** Connect: pastes as people do, and waits for the five steps. */
export async function connect(page: Page, shop: Shop): Promise<void> {
  await page.goto("/connect");
  await page.evaluate((text) => navigator.clipboard.writeText(text), `psql "${shop.adminUrl}"`);
  await page.getByLabel("Connection string").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByRole("textbox", { name: "Host" })).toHaveValue(shop.db.host);
  await goOn(page);
}

/** Connect, where the login that is changed says where: only the admin is missing. */
export async function asAdmin(page: Page, { admin, db }: Shop): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Database" })).toHaveValue(db.name);
  await page.getByRole("textbox", { name: "Admin user" }).fill(admin.user);
  await page.getByLabel("Admin password").fill(admin.password);
  await goOn(page);
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Check the connection" }).click();
  await page.getByRole("button", { name: "Choose what to share" }).click();
  await expect(page).toHaveURL(/\/choose$/);
}

/** Choose: leaves the ticks as they are, and answers the one question about row rules. */
export async function choose(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What may Lucien see?");
  await page.getByRole("radio", { name: "Let Lucien see all rows" }).check();
  await page.getByRole("button", { name: "Review the changes" }).click();
  await expect(page).toHaveURL(/\/review$/);
}

/** Review: says yes to everything that needs it, and starts the run. */
export async function review(page: Page): Promise<void> {
  await answerQuestions(page);
  await startButton(page).click();
}

/** Review: says yes to everything that needs it. */
export async function answerQuestions(page: Page): Promise<void> {
  const start = startButton(page);
  await expect(start).toBeVisible();
  for (const yes of await page.getByRole("checkbox", { name: /^Yes, / }).all()) {
    if (await yes.isVisible()) await yes.check();
  }
  await expect(start).not.toHaveAttribute("aria-disabled", "true");
}

function startButton(page: Page): Locator {
  return page.getByRole("button", { name: "Make the changes and prove it" });
}

/** Apply and Verify: waits for the verdict and goes on to the URL. */
export async function prove(page: Page): Promise<void> {
  const onward = page.getByRole("link", { name: "Copy the URL" });
  const failure = page.getByRole("main").getByRole("alert");
  await expect(onward.or(failure).first()).toBeVisible();
  // Told at once, in the app's own words.
  expect(await failure.allInnerTexts()).toEqual([]);
  await onward.click();
  await expect(page).toHaveURL(/\/done$/);
}

/** Done: copies the URL by its button, and returns what the clipboard holds. */
export async function copyUrl(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Copy the URL" }).click();
  await expect(page.getByText("URL copied. Now paste it into Lucien.")).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Tabs there, as long as it takes within reason, and presses the key on it. */
export async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < 80; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 times Tab did not reach ${target}`);
}
