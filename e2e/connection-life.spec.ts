import { expect, type Page } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ROLE, test } from "./fixtures.ts";
import { keptByBrowser, leaks } from "./leaks.ts";
import { asCopied } from "./login.ts";
import { openLogin } from "./open-login.ts";

// What is refused is answered as such, and the browser says so in its console.
test.use({ expected: /the server responded with a status of (?:403|502)/ });

/** Opens what can be done, pastes a URL there, and presses. */
async function give(page: Page, title: string, url: string, act: string): Promise<void> {
  const section = sectionOf(page, title);
  const field = section.getByLabel(/URL/).first();
  if (!(await field.isVisible())) await section.getByRole("button", { expanded: false }).click();
  await field.fill(url);
  await section.getByRole("button", { name: act, exact: true }).click();
}

function sectionOf(page: Page, title: string) {
  return page.getByRole("region", { name: title });
}

test("a login is checked again, changed behind our back, given a new password, paused, let in and removed", async ({
  context,
  page,
  shop,
}) => {
  const url = await openLogin(page, shop);
  await expectAccessible(page);

  await give(page, "Check it again", url, "Check it now");
  await expect(page.getByText("Nothing has changed since the check of today")).toBeVisible();
  await shop.db.query(`grant insert on public.orders to ${ROLE}; alter role ${ROLE} connection limit -1`);
  await give(page, "Check it again", url, "Check it now");
  await expect(page.getByText("2 things changed since the check of today")).toBeVisible();
  await expect(page.getByText(`REVOKE INSERT ON TABLE "public"."orders" FROM`)).toBeVisible();
  await expect(page.getByText("This login can add rows to public.orders.")).toHaveCount(2);
  await expectAccessible(page);
  await shop.db.query(`revoke insert on public.orders from ${ROLE}; alter role ${ROLE} connection limit 10`);

  // Without an admin: the old URL is enough.
  await give(page, "Give it a new password", url, "Make a new password");
  await expect(page.getByText("The password is new.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy the URL" }).click();
  await expect(page.getByText("URL copied. Now paste it into Lucien.")).toBeVisible();
  const fresh = await page.evaluate(() => navigator.clipboard.readText());
  expect(await asCopied(fresh)("select * from public.orders")).toHaveLength(1);
  await expect(asCopied(url)("select 1")).rejects.toMatchObject({ code: "28P01" });

  await give(page, "Pause it", shop.adminUrl, "Pause it now");
  await expect(page.getByText("It is paused. No visit was open.")).toBeVisible();
  await expect(page.getByText("It is paused. It cannot sign in.")).toBeVisible();
  await expect(asCopied(fresh)("select 1")).rejects.toMatchObject({ code: "28000" });
  // Whoever checks it now is told that it is refused, and an admin sees why.
  await give(page, "Check it again", fresh, "Check it now");
  await expect(page.getByRole("button", { name: "Look why" })).toBeVisible();
  await sectionOf(page, "Check it again").getByLabel("An admin's URL").fill(shop.adminUrl);
  await page.getByRole("button", { name: "Look why" }).click();
  await expect(page.getByText(`ALTER ROLE "${ROLE}" LOGIN;`)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await give(page, "Let it sign in again", shop.adminUrl, "Let it sign in again");
  await expect(page.getByText("It may sign in again.", { exact: true })).toBeVisible();
  expect(await asCopied(fresh)("select * from public.orders")).toHaveLength(1);

  for (const secret of [new URL(url).password, new URL(fresh).password, shop.admin.password]) {
    expect(leaks(await keptByBrowser(page, context), decodeURIComponent(secret))).toEqual([]);
  }
  const removal = sectionOf(page, "Remove it");
  await removal.getByRole("button", { expanded: false }).click();
  await removal.getByLabel("An admin's URL").fill(shop.adminUrl);
  await removal.getByRole("button", { name: "Show the script instead" }).click();
  await expect(removal.getByText("Nothing was changed. Run it with psql")).toBeVisible();
  await expectAccessible(page);
  await removal.getByRole("button", { name: "Remove the login", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove the login" }).click();
  await expect(page).toHaveURL(/\/connections$/);
  expect(await shop.db.query(`select from pg_roles where rolname = '${ROLE}'`)).toEqual([]);
  await expect(page.getByText(`You removed the login of ${shop.db.name}.`).first()).toBeVisible();
});

test("a URL of another server or another login is refused before anything is dialled", async ({ page, shop }) => {
  const url = await openLogin(page, shop);
  await give(page, "Check it again", shop.adminUrl, "Check it now");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("another login");
  const elsewhere = new URL(url);
  elsewhere.host = "db.example.com";
  await give(page, "Check it again", elsewhere.href, "Check it now");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("another server");
  await give(page, "Check it again", "hello", "Check it now");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("not a whole connection URL");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: `Take ${shop.db.name} off this list` }).click();
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole("link", { name: `Open ${shop.db.name}` })).toHaveCount(0);
});
