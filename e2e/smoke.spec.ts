import { expect } from "playwright/test";
import { test } from "./fixtures.ts";

test("the built app is healthy, says so without a database, and shows its first screen", async ({
  app,
  page,
  request,
}) => {
  expect((await request.get(`${app.url}/healthz`)).status()).toBe(200);
  // Chromium asks for it on pages that name no icon, such as a download that it shows; a 404 is an error in its console.
  expect((await request.get(`${app.url}/favicon.ico`)).status()).toBe(200);
  const answer = await page.goto("/");
  expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Start" }).click();
  await expect(page).toHaveURL(/\/connect$/);
});

test("no page asks anybody else for anything", async ({ app, page }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(app.url) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
  const founders = ["/connections", "/hand-offs", "/hand-offs/new", "/activity", "/settings"];
  for (const path of ["/", "/connect", "/choose", "/review", "/apply", "/verify", "/done", ...founders]) {
    await page.goto(path);
    // Next writes this once the page is alive: what it asks for by itself has been asked.
    await page.waitForFunction(() => history.state?.__NA);
  }
  expect(foreign).toEqual([]);
});
