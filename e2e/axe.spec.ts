import pg from "pg";
import { expect } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import type { Shop } from "./shop.ts";
import { answerQuestions, choose, connect, prove, review } from "./wizard.ts";

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test(`axe finds nothing on any screen (${name})`, async ({ page, shop }) => {
      await page.goto("/");
      await expectAccessible(page);
      await page.goto("/connect");
      await expectAccessible(page);
      await connect(page, shop);
      await expectAccessible(page);
      await choose(page);
      await expect(page.getByRole("button", { name: "Make the changes and prove it" })).toBeVisible();
      await expectAccessible(page);
      await answerQuestions(page);
      await page.getByRole("button", { name: "Run it yourself" }).click();
      await expect(page.getByRole("button", { name: "Download the script" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("link", { name: "Back" }).click();
      await review(page);
      await expect(page.getByRole("link", { name: "Copy the URL" })).toBeVisible();
      await expectAccessible(page);
      await prove(page);
      await expectAccessible(page);
    });

    // Both colours and both widths, without the wait of a third time.
    if (name === "light") return;
    test(`axe finds nothing while the changes wait for a lock, and when they have failed (${name})`, async ({
      page,
      shop,
    }) => {
      await connect(page, shop);
      await choose(page);
      await whileLocked(shop, async () => {
        await review(page);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Making the changes");
        await expectAccessible(page);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("The changes were not made");
        await expectAccessible(page);
      });
      await page.getByRole("link", { name: "Go back to the review" }).click();
      await review(page);
      await prove(page);
    });
  });
}

/** A table that somebody else has locked: the policy on it has to wait. */
async function whileLocked(shop: Shop, work: () => Promise<void>): Promise<void> {
  const { host, port, name, superuser } = shop.db;
  const client = new pg.Client({ host, port, database: name, ...superuser });
  await client.connect();
  try {
    await client.query("begin; lock table public.tickets in access exclusive mode");
    await work();
  } finally {
    await client.end();
  }
}
