import { expect, type Locator, type Page } from "playwright/test";
import { test } from "./fixtures.ts";

test("the keyboard alone gets from the first screen to the copied URL", async ({ page, shop }) => {
  await page.goto("/");
  await page.evaluate((text) => navigator.clipboard.writeText(text), shop.adminUrl);
  await press(page, page.getByRole("link", { name: "Start" }), "Enter");
  await press(page, page.getByLabel("Connection string"), "ControlOrMeta+V");
  await press(page, page.getByRole("button", { name: "Check the connection" }), "Enter");
  const onward = page.getByRole("button", { name: "Choose what to share" });
  await expect(onward).not.toHaveAttribute("aria-disabled", "true");
  await press(page, onward, "Enter");
  await press(page, page.getByRole("radio", { name: "Let Lucien see all rows" }), "Space");
  await press(page, page.getByRole("button", { name: "Review the changes" }), "Enter");
  const yes = page.getByRole("checkbox", { name: /^Yes, take CREATE/ });
  await expect(yes).toBeVisible();
  await press(page, yes, "Space");
  const start = page.getByRole("button", { name: "Make the changes and prove it" });
  await expect(start).not.toHaveAttribute("aria-disabled", "true");
  await press(page, start, "Enter");
  const done = page.getByRole("link", { name: "Copy the URL" });
  await expect(done).toBeVisible({ timeout: 60_000 });
  await press(page, done, "Enter");
  await press(page, page.getByRole("button", { name: "Copy the URL" }), "Enter");
  await expect(page.getByText("URL copied. Now paste it into Lucien.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("lucien_readonly");
});

/** Tabs there, as long as it takes within reason, and presses the key on it. */
async function press(page: Page, target: Locator, key: string): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < 80; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 times Tab did not reach ${target}`);
}
