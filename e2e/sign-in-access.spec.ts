import { expect } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark, on a phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test(`axe finds nothing in the settings, nor on the screens before one is in (${name})`, async ({
      page,
      context,
    }) => {
      await page.goto("/settings");
      await page.getByRole("button", { name: "Make a link for one more person" }).click();
      await expect(page.getByTestId("invite-link")).toBeVisible();
      await page.getByRole("button", { name: "Change the passphrase" }).click();
      await expect(page.getByText("Type the one you sign in with.")).toBeVisible();
      await expectAccessible(page);
      await page.goto("/setup");
      await expectAccessible(page);
      await page.goto(`/join#${"A".repeat(43)}`);
      await page.getByRole("button", { name: "Set up my sign-in" }).click();
      await expect(page.getByText("Choose a passphrase.")).toBeVisible();
      await expectAccessible(page);
      await context.clearCookies();
      await page.goto("/sign-in");
      await expectAccessible(page);
    });
  });
}

test("the keyboard alone chooses a new passphrase, and is led to what is missing", async ({ page }) => {
  await page.goto("/settings");
  await page.getByLabel("Your passphrase today").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your passphrase today")).toBeFocused();
  await page.keyboard.type("something");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("New passphrase")).toBeFocused();
  await page.keyboard.type("short");
  await expect(page.getByText("Too short: 7 more characters.")).toBeVisible();
});
