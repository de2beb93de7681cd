import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, type Page } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { engineerAt, founderAt, MADE_UP } from "./hand-off-people.ts";
import { openLogin } from "./open-login.ts";
import { asAdmin, choose, connect, prove, review } from "./wizard.ts";

const DAY_MS = 86_400_000;

test("a password that ends soon is told on the first page, until a later day was chosen", async ({ page, shop }) => {
  const { name } = shop.db;
  await connect(page, shop);
  await endPassword(page, 10);
  await choose(page);
  await review(page);
  await prove(page);

  await page.goto("/connections");
  const note = reminders(page).getByText(new RegExp(`^The password of ${name} ends in \\d+ days$`));
  await expect(note).toBeVisible();
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: name })
      .getByText(/^password ends in \d+ days$/),
  ).toBeVisible();
  await everyLook(page);
  await reminders(page).getByRole("link", { name: "Choose a later day" }).first().click();
  await expect(page).toHaveURL(/#change$/);
  await expect(note).toBeVisible();
  await everyLook(page);
  await page.getByRole("link", { name: "Change what it sees" }).click();
  await asAdmin(page, shop);
  await endPassword(page, 100);
  await page.getByRole("button", { name: "Review the changes" }).click();
  await review(page);
  await page.getByRole("link", { name: "See the verdict" }).click();

  await page.goto("/connections");
  await expect(page.getByRole("link", { name: `Open ${name}` })).toBeVisible();
  await expect(note).toHaveCount(0);
});

test("a login that nobody looked at for a month, with an old password, asks for both until both are done", async ({
  page,
  shop,
  app,
}) => {
  const { name } = shop.db;
  const url = await openLogin(page, shop);
  grownOld(app.data, name);
  await page.goto("/connections");
  const [check, password] = [`Check ${name} again`, `Change the password of ${name}`];
  for (const says of [check, "Its last check was 31 days ago.", password, "It is 91 days old."]) {
    await expect(reminders(page).getByText(says).first()).toBeVisible();
  }
  await everyLook(page);
  await page.getByRole("link", { name: `Open ${name}` }).click();
  await reminders(page).getByRole("link", { name: "Check now" }).click();
  await page.getByLabel("Its URL").fill(url);
  await page.getByRole("button", { name: "Check it now" }).click();
  await expect(page.getByText("Nothing has changed since the check of")).toBeVisible();
  await expect(reminders(page).getByText(check)).toHaveCount(0);
  await everyLook(page);
  await reminders(page).getByRole("link", { name: "Make a new one" }).click();
  const section = page.getByRole("region", { name: "Give it a new password" });
  await section.getByLabel(/URL/).first().fill(url);
  await section.getByRole("button", { name: "Make a new password", exact: true }).click();
  await expect(page.getByText("The password is new.")).toBeVisible();
  await expect(reminders(page)).toHaveCount(0);
});

test("a result that waits is told, and leads to where it is taken", async ({ page, app, context }) => {
  const cookie = (await context.cookies(app.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const server = { url: app.url, cookie };
  const founder = await founderAt(server);
  const engineer = await engineerAt(server, await founder.send());
  await engineer.claim("db.example.com");
  await page.goto("/connections");
  const waits = reminders(page).locator(`a[href="/hand-offs/${engineer.id}"]`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(waits).toHaveCount(0);
  // The page asks by itself.
  await engineer.complete(MADE_UP);
  await expect(waits).toBeVisible();
  await founder.collect(engineer.id);
  await founder.finish(engineer.id);
  await expect(waits).toHaveCount(0);
});

function reminders(page: Page) {
  return page.getByRole("region", { name: "Reminders" });
}

/** Choose: the day on which the password ends. */
async function endPassword(page: Page, days: number): Promise<void> {
  await page.getByText("Settings: the login’s name and its limits").click();
  await page.getByLabel("Password ends on").fill(new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10));
}

async function everyLook(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** As if it had been made three months ago, and checked last a month ago. */
function grownOld(data: string, name: string): void {
  const store = new DatabaseSync(path.join(data, "store.db"), { timeout: 30_000 });
  const at = (days: number) => Date.now() - days * DAY_MS;
  store
    .prepare("update connections set created_at = ?, password_set_at = ? where database = ?")
    .run(at(91), at(91), name);
  store
    .prepare("update checks set at = ? where connection_id = (select id from connections where database = ?)")
    .run(at(31), name);
  store.close();
}
