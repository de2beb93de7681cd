import { expect } from "playwright/test";
import { runScript } from "../lib/testing/psql.ts";
import { expectAccessible } from "./accessible.ts";
import { ROLE, test } from "./fixtures.ts";
import { askEngineer, claimListed, openLink } from "./hand-off.ts";
import { asCopied } from "./login.ts";
import { openLogin } from "./open-login.ts";

test("a login is paused by one link and gets a new password by another, without an admin in the founder's hands", async ({
  page,
  browser,
  shop,
}) => {
  const url = await openLogin(page, shop);
  const at = () => expectAccessible(page);
  const title = page.getByRole("heading", { level: 1 });
  const context = await browser.newContext({
    storageState: undefined,
    permissions: ["clipboard-read", "clipboard-write"],
  });

  const link = await askEngineer(page, { section: "Pause it", key: "new", at });
  await expect(title).toHaveText("Waiting for your engineer");
  const engineer = await openLink(context, { link, passcode: null }, "asks you to pause a Postgres login");
  const heading = engineer.getByRole("heading", { level: 1 });
  await expect(engineer.getByText(`Pause ${ROLE} on ${shop.db.name} at ${shop.db.host}.`)).toBeVisible();
  await expect(engineer.getByText(`ALTER ROLE "${ROLE}" NOLOGIN;`)).toBeVisible();
  await expectAccessible(engineer);
  await claimListed(engineer, shop.db.host);
  await expect(engineer.getByText("Two ways to do it")).toBeVisible();
  await engineer.getByLabel("An admin's URL").fill(shop.adminUrl);
  await engineer.getByRole("button", { name: "Show what will run" }).click();
  await expect(engineer.getByText("Exactly this, as this admin. Nothing has run yet.")).toBeVisible();
  await expectAccessible(engineer);
  expect(await asCopied(url)("select 1")).toHaveLength(1);
  await engineer.getByRole("button", { name: "Pause it now" }).click();
  await expect(heading).toHaveText("Done. You can close this page");
  await expectAccessible(engineer);
  await expect(asCopied(url)("select 1")).rejects.toMatchObject({ code: "28000" });

  // The founder's page changes by itself, and her list with it.
  await expect(title).toHaveText("It is paused");
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have seen it" }).click();
  await expect(title).toContainText("paused");
  await expect(page.getByText("It is paused. It cannot sign in.")).toBeVisible();
  await engineer.goto("about:blank");
  await engineer.goto(link);
  await expect(heading).toHaveText("This link does not work");

  await shop.db.query(`alter role ${ROLE} login`);
  const second = await askEngineer(page, { section: "Give it a new password", key: "here" });
  await engineer.goto("about:blank");
  await engineer.goto(second);
  await expect(heading).toContainText("asks you to give a Postgres login a new password");
  await claimListed(engineer, shop.db.host);
  await expect(engineer.getByText("Two ways to do it")).toBeVisible();
  await engineer.getByRole("radio", { name: "Run the SQL yourself" }).check();
  await expectAccessible(engineer);
  await engineer.getByRole("button", { name: "I ran it" }).click();
  await expect(engineer.getByText("The test password does not open the login yet.")).toBeVisible();
  await engineer.getByRole("button", { name: "Copy the script" }).click();
  const script = await engineer.evaluate(() => navigator.clipboard.readText());
  await runScript(shop.db, shop.admin, script);
  await engineer.getByRole("button", { name: "I ran it" }).click();
  await expect(heading).toHaveText("Done. You can close this page");

  await expect(title).toHaveText("The password is new. Copy the URL");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy the URL" }).click();
  const fresh = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "I have pasted it into Lucien" }).click();
  await expect(title).toHaveText("You have the URL");
  expect(await asCopied(fresh)("select * from public.orders")).toHaveLength(1);
  await expect(asCopied(url)("select 1")).rejects.toMatchObject({ code: "28P01" });
  await page.goto("/activity");
  await expect(page.getByText(`Your engineer paused the login of ${shop.db.name}.`)).toBeVisible();
  await expect(page.getByText(`Your engineer gave the login of ${shop.db.name} a new password.`)).toBeVisible();
  await context.close();
});
