import { expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { press } from "./wizard.ts";

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
  await expect(done).toBeVisible();
  await press(page, done, "Enter");
  await press(page, page.getByRole("button", { name: "Copy the URL" }), "Enter");
  await expect(page.getByText("URL copied. Now paste it into Lucien.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("lucien_readonly");
});
