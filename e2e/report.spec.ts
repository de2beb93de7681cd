import fs from "node:fs";
import { type Browser, type Download, expect, type Page } from "playwright/test";
import { runCommand } from "../cli/run-command.fixture.ts";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { leaks } from "./leaks.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

const SIGNED = "This report is as this app signed it";

test("the report of a real run checks by command and by page, and no longer when one byte is changed", async ({
  baseURL,
  browser,
  page,
  shop,
}, info) => {
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  const file = info.outputPath("report.json");
  await (await saved(page, "Save it as JSON")).saveAs(file);
  const text = fs.readFileSync(file, "utf8");
  const markdown = fs.readFileSync(await (await saved(page, "Save it as Markdown")).path(), "utf8");
  expect(markdown).toContain("## What it can read");

  await page.getByRole("button", { name: "Open the report" }).click();
  await expect(page).toHaveURL(/\/report$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Lucien can read 6 tables and can change none of them",
  );
  await expect(page.getByText(`${SIGNED}. Not a byte was changed.`)).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await sharedAndStopped(page, browser);
  // It lives in the tab: the password is still there.
  await page.getByRole("link", { name: "Back to the URL" }).click();
  const password = decodeURIComponent(new URL(await copyUrl(page)).password);
  for (const secret of [password, shop.admin.password]) expect(leaks({ text, markdown }, secret)).toEqual([]);

  const good = await runCommand(["report", "verify", file]);
  expect(good, good.err).toMatchObject({ code: 0 });
  const changed = info.outputPath("changed.json");
  fs.writeFileSync(changed, text.replace('"verdict": "read-only"', '"verdict": "read-onlY"'));
  expect(await runCommand(["report", "verify", changed])).toMatchObject({ code: 1 });

  await withStranger(browser, `${baseURL}/report/check`, async (stranger) => {
    await expectAccessible(stranger);
    await stranger.getByLabel("The report’s JSON file").setInputFiles(file);
    await expect(stranger.getByRole("heading", { name: SIGNED })).toBeVisible();
    await expect(stranger.getByRole("heading", { name: "Lucien can read 6 tables" })).toBeVisible();
    await stranger.getByLabel("The report’s JSON file").setInputFiles(changed);
    await expect(stranger.getByRole("heading", { name: "This is not the report that was signed" })).toBeVisible();
    await stranger.getByText("Paste its text instead").click();
    await stranger.getByLabel("All of the file’s text").fill(text);
    await stranger.getByRole("button", { name: "Check the text" }).click();
    await expect(stranger.getByRole("heading", { name: SIGNED })).toBeVisible();
  });
});

async function saved(page: Page, button: string): Promise<Download> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return download;
}

/** The link shows the report to a stranger, until it is stopped; without its last part it never does. */
async function sharedAndStopped(page: Page, browser: Browser): Promise<void> {
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/r\/[\w-]{22}#[\w-]{43}$/).textContent()) ?? "";
  await withStranger(browser, link, async (stranger) => {
    await expect(stranger.getByText(SIGNED)).toBeVisible();
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(/^Lucien can read 6 tables/);
    await expectAccessible(stranger);
  });
  await withStranger(browser, link.replace(/#.*/, ""), async (stranger) => {
    await expect(stranger.getByText("Part of the link is missing.")).toBeVisible();
  });
  await page.getByRole("button", { name: "Stop the link" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop the link" }).click();
  await expect(page.getByText("The link is stopped")).toBeVisible();
  await withStranger(browser, link, async (stranger) => {
    await expect(stranger.getByText("This link does not show a report any more.")).toBeVisible();
  });
}

/** An address in a browser that nobody is signed in to. */
async function withStranger(browser: Browser, url: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await work(page);
  } finally {
    await context.close();
  }
}
