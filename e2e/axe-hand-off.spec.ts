import { expect } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { claim, openLink, sendLink } from "./hand-off.ts";

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark, on a phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test(`axe finds nothing on the screens of a hand-off (${name})`, async ({ page, browser, app }) => {
      for (const path of ["/connections", "/hand-offs", "/activity"]) {
        await page.goto(path);
        await expectAccessible(page);
      }
      const sent = await sendLink(page, { passcode: true, at: () => expectAccessible(page) });
      const title = page.getByRole("heading", { level: 1 });
      await expect(title).toHaveText("Waiting for your engineer");
      await expectAccessible(page);

      const context = await browser.newContext({ ...look, storageState: undefined });
      const engineer = await context.newPage();
      await engineer.goto(`${app.url}${new URL(sent.link).pathname}`);
      await expect(engineer.getByRole("heading", { level: 1 })).toHaveText("Part of the link is missing");
      await expectAccessible(engineer);
      await engineer.goto("about:blank");
      await engineer.goto(sent.link);
      await expect(engineer.getByRole("heading", { level: 1 })).toHaveText("What is the passcode?");
      await expectAccessible(engineer);
      const request = await openLink(context, sent);
      await expectAccessible(request);
      await claim(request, "db.example.com");

      // The founder's page changes by itself.
      await expect(title).toHaveText("Your engineer has opened it");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Stop and cancel the link" }).click();
      await page.getByRole("button", { name: "Stop the link" }).click();
      await expect(title).toHaveText("You stopped the link");
      await expectAccessible(page);

      await engineer.reload();
      await expect(engineer.getByRole("heading", { level: 1 })).toHaveText("This link does not work");
      await expectAccessible(engineer);
      await context.close();
    });
  });
}
