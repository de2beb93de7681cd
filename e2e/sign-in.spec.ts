import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { unsealData } from "iron-session";
import { expect, type Page } from "playwright/test";
import { freePort } from "../lib/testing/server.ts";
import { type RunningApp, startApp } from "../scripts/app.ts";
import { test as base } from "./fixtures.ts";
import { FOUNDER, setUp, setupLink } from "./founder.ts";

type Fresh = RunningApp & { data: string };

/** What the browser says of an answer that refuses. */
const REFUSALS = /the server responded with a status of 40[03]/;

/** An app of one's own that nobody has set up yet, and a browser that knows nothing. */
const test = base.extend<{ fresh: Fresh }>({
  fresh: async ({ page }, use) => {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-e2e-"));
    const app = await startApp({ port: await freePort(), env: { DATA_DIR: data } });
    await use({ ...app, data });
    await leave(page);
    await app.stop();
    fs.rmSync(data, { recursive: true });
  },
  expected: REFUSALS,
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  storageState: async ({}, use) => use(undefined),
});

test("the link of the first start makes the founder, once, and says what is wrong with another", async ({
  fresh,
  page,
  browser,
}) => {
  const link = setupLink(fresh.data);
  expect(fresh.output()).toContain(link);
  await page.goto(`${fresh.url}/`);
  await expect(page).toHaveURL(`${fresh.url}/sign-in`);
  await page.goto(`${fresh.url}/setup`);
  await expect(page.getByText("Part of the link is missing")).toBeVisible();
  const last = link.slice(-1);
  await join(page, `${link.slice(0, -1)}${last === "A" ? "Q" : "A"}`, FOUNDER);
  await expect(page.getByText("This link does not work any more.")).toBeVisible();
  await setUp(browser, fresh.data);
  await join(page, link, { ...FOUNDER, name: "Somebody else" });
  await expect(page.getByText("This link does not work any more.")).toBeVisible();
});

test("the cookie holds a session's number and epoch, and the data folder neither it nor what was typed", async ({
  fresh,
  browser,
}) => {
  const token = setupLink(fresh.data).split("#")[1] ?? "";
  const { cookies } = await setUp(browser, fresh.data);
  const [cookie] = cookies;
  expect(cookies).toHaveLength(1);
  expect(cookie).toMatchObject({ name: "lucien-session", httpOnly: true, sameSite: "Lax", path: "/" });
  const password = fs.readFileSync(path.join(fresh.data, "session-key"), "utf8");
  const held = await unsealData<{ sid: string; epoch: number }>(cookie?.value ?? "", { password });
  expect(held).toEqual({ sid: expect.stringMatching(/^[\w-]{43}$/), epoch: 1 });
  const kept = fs.readdirSync(fresh.data).map((file) => fs.readFileSync(path.join(fresh.data, file), "latin1"));
  for (const secret of [held.sid, token, FOUNDER.passphrase]) expect(kept.join("\n").includes(secret)).toBe(false);
  expect(kept.join("\n").includes(FOUNDER.name), "what is looked through is what was written").toBe(true);
});

test("signing out ends the session itself; a new passphrase and “all other browsers” end the others", async ({
  fresh,
  page,
  browser,
}) => {
  const storageState = await setUp(browser, fresh.data);
  const [here, there] = [await browser.newContext({ storageState }), await browser.newContext({ storageState })];
  const settings = await here.newPage();
  await signIn(page, fresh, FOUNDER.passphrase);
  await expect(page).toHaveURL(`${fresh.url}/`);
  await settings.goto(`${fresh.url}/settings`);
  await settings.getByRole("button", { name: "Sign out all other browsers" }).click();
  await expect(settings.getByText("All other browsers are signed out.")).toBeVisible();
  expect(await isIn(page, fresh)).toBe(false);
  expect(await isIn(await there.newPage(), fresh)).toBe(false);
  expect(await isIn(settings, fresh)).toBe(true);
  const next = "a passphrase that is new";
  await settings.goto(`${fresh.url}/settings`);
  await settings.getByLabel("Your passphrase today").fill(FOUNDER.passphrase);
  await settings.getByLabel("New passphrase").fill(next);
  await settings.getByRole("button", { name: "Change the passphrase" }).click();
  await expect(settings.getByText("Your passphrase is changed.")).toBeVisible();
  const stolen = await browser.newContext({ storageState: await here.storageState() });
  await settings.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(settings).toHaveURL(`${fresh.url}/sign-in`);
  expect(await isIn(await stolen.newPage(), fresh)).toBe(false);
  await signIn(page, fresh, FOUNDER.passphrase);
  await expect(page.getByText("That name and passphrase do not go together.")).toBeVisible();
  await signIn(page, fresh, next, "/hand-offs/new");
  await expect(page, "the page that was asked for").toHaveURL(`${fresh.url}/hand-offs/new`);
});

test("one more person joins by a link that works once; kill -9 of the app signs nobody out", async ({
  fresh,
  page,
  browser,
}) => {
  const context = await browser.newContext({ storageState: await setUp(browser, fresh.data) });
  const settings = await context.newPage();
  await settings.goto(`${fresh.url}/settings`);
  await settings.getByRole("button", { name: "Make a link for one more person" }).click();
  const link = (await settings.getByTestId("invite-link").textContent()) ?? "";
  await join(page, link, { name: ` ${FOUNDER.name.toUpperCase()}`, passphrase: "nine wooden spoons" });
  await expect(page.getByText("Somebody here has that name already.")).toBeVisible();
  await join(page, link, { name: "Moss", passphrase: "nine wooden spoons" });
  await expect(page).toHaveURL(`${fresh.url}/`);
  await settings.reload();
  await expect(settings.getByText("Moss", { exact: true })).toBeVisible();
  await join(settings, link, { name: "A third", passphrase: "nine wooden spoons" });
  await expect(settings.getByText("This link does not work any more.")).toBeVisible();
  await leave(page);
  const again = await restart(fresh);
  expect(await isIn(page, again)).toBe(true);
  expect(again.output()).not.toContain("/setup#");
  await leave(page);
  await again.stop();
});

test("whoever guesses is slowed down, and learns nothing about names", async ({ fresh, browser, request }) => {
  await setUp(browser, fresh.data);
  const guess = async (i: number) => {
    const data = { name: i % 2 ? FOUNDER.name : "Nobody", passphrase: `guess ${i}` };
    const answer = await request.post(`${fresh.url}/sign-in/enter`, { data, headers: { origin: fresh.url } });
    return `${answer.status()} ${(await answer.json()).error.code}`;
  };
  // At once: all of them belong to one minute, however slow the machine.
  const answers = (await Promise.all(Array.from({ length: 11 }, (_, i) => guess(i)))).sort();
  expect(answers).toEqual([...Array.from({ length: 10 }, () => "403 refused.sign-in"), "429 refused.too-often"]);
});

/** What a page still fetches must not find the app gone. */
async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
}

async function join(page: Page, link: string, who: typeof FOUNDER): Promise<void> {
  // Another fragment alone would not load the page anew.
  await leave(page);
  await page.goto(link);
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Passphrase").fill(who.passphrase);
  await page.getByRole("button", { name: "Set up my sign-in" }).click();
}

/** `at`: a page that leads to the sign-in, or itself. */
async function signIn(page: Page, app: RunningApp, passphrase: string, at = "/sign-in"): Promise<void> {
  await page.goto(`${app.url}${at}`);
  await page.getByLabel("Your name").fill(FOUNDER.name.toLowerCase());
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function isIn(page: Page, app: RunningApp): Promise<boolean> {
  await page.goto(`${app.url}/settings`);
  return new URL(page.url()).pathname === "/settings";
}

/** The app on the same port and folder, after an end that it could not prepare for. */
async function restart(app: Fresh): Promise<RunningApp> {
  app.kill();
  await app.exited;
  return startApp({ port: Number(new URL(app.url).port), env: { DATA_DIR: app.data } });
}
