import fs from "node:fs";
import { type BrowserContext, expect, type Page } from "playwright/test";
import { PSQL, runInPsql } from "../lib/testing/psql.ts";
import { ROLE, test } from "./fixtures.ts";
import { openLink, type SentLink, sendLink } from "./hand-off.ts";
import { keptByBrowser, leaks } from "./leaks.ts";
import { asCopied } from "./login.ts";
import type { Shop } from "./shop.ts";
import { answerQuestions, choose, connect, review } from "./wizard.ts";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const TITLE = { level: 1 } as const;

test("by the form, from the founder's words to a URL that reads and cannot write; neither password is left anywhere", async ({
  page,
  context,
  browser,
  app,
  shop,
}) => {
  const engineer = await browser.newContext({ storageState: undefined, ...CLIPBOARD });
  const sent = await sendLink(page, { host: "db.example.com", passcode: true });
  const theirs = await begin(engineer, sent, shop, "Use the form");
  expect(new URL(theirs.url()).hash).toBe("");
  await connect(theirs, shop);
  await choose(theirs);
  await review(theirs);
  await handedOver(theirs);
  const url = await resultOf(page, { otherHost: shop.db.host });
  const ask = asCopied(url);
  for (const sql of shop.reads) expect((await ask(sql)).length, sql).toBe(1);
  await expect(ask("insert into public.orders values (2, 1, 1)")).rejects.toMatchObject({ code: "42501" });
  const password = decodeURIComponent(new URL(url).password);
  const secret = sent.link.split("#")[1]?.slice(0, 32) ?? "";
  const kept = { ...(await keptByBrowser(theirs, engineer)), output: app.output() };
  for (const one of [password, secret, shop.admin.password]) expect(leaks(kept, one)).toEqual([]);
  expect(leaks(await keptByBrowser(page, context), password)).toEqual([]);
  await finish(page);
  await page.goto("/connections");
  await expect(page.getByRole("main")).toContainText(shop.db.name);
  await engineer.close();
});

test("by a script that the engineer runs, while the founder's browser is closed", async ({
  context,
  browser,
  shop,
}) => {
  test.skip(PSQL === null, "psql is not installed here: this test runs the downloaded script with it");
  const engineer = await browser.newContext({ storageState: undefined, ...CLIPBOARD });
  const founders = await context.newPage();
  const sent = await sendLink(founders);
  await founders.close();
  const theirs = await begin(engineer, sent, shop, "Run the SQL yourself");
  await connect(theirs, shop);
  await choose(theirs);
  await answerQuestions(theirs);
  await theirs.getByRole("button", { name: "Run it yourself" }).click();
  await expect(theirs).toHaveURL(/\/script$/);
  const arrives = theirs.waitForEvent("download");
  await theirs.getByRole("button", { name: "Download the script" }).click();
  const script = fs.readFileSync(await (await arrives).path(), "utf8");
  expect(await runInPsql(shop.db, shop.admin, script)).toMatchObject({ code: 0 });
  await theirs.getByRole("button", { name: "I ran it, prove it" }).click();
  await handedOver(theirs);
  const again = await context.newPage();
  await again.goto(waitingAt(sent));
  const url = await resultOf(again, {});
  expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
  await finish(again);
  await again.close();
  await engineer.close();
});

test("with a login that is there already; the founder's storage was wiped, and her recovery code opens the result", async ({
  page,
  browser,
  shop,
  cluster,
}) => {
  const engineer = await browser.newContext({ storageState: undefined, ...CLIPBOARD });
  const sent = await sendLink(page);
  await cluster.query(`create role ${ROLE} login password 'their own one'`);
  // Else it could write, and the URL would wait behind a warning.
  await shop.db.query(`revoke create on schema public from public; grant select on public.orders to ${ROLE}`);
  const theirs = await begin(engineer, sent, shop, "I already have a login");
  const own = `postgresql://${ROLE}:their%20own%20one@${shop.db.host}:${shop.db.port}/${shop.db.name}?sslmode=disable`;
  await theirs.getByLabel("Connection URL").fill(own);
  await theirs.getByRole("button", { name: "Look at it and hand it over" }).click();
  await expect(theirs.getByRole("heading", TITLE)).toHaveText("Done. You can close this page");
  await page.goto("about:blank");
  await wipe(page, sent.link);
  await page.goto(waitingAt(sent));
  await page.getByLabel("Recovery code").fill(sent.recoveryCode.toLowerCase());
  await page.getByRole("button", { name: "Open with the code" }).click();
  const url = await resultOf(page, {});
  expect(new URL(url).password).toBe("their%20own%20one");
  expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
  await finish(page);
  await engineer.close();
});

/** Opens the link in the engineer's browser and claims it for this way. */
async function begin(engineer: BrowserContext, sent: SentLink, shop: Shop, way: string): Promise<Page> {
  const theirs = await openLink(engineer, sent);
  await theirs.getByRole("radio", { name: way }).check();
  await theirs.getByLabel("Database host").fill(shop.db.host);
  await theirs.getByRole("button", { name: "Claim and begin" }).click();
  if (way !== "I already have a login") await expect(theirs).toHaveURL(/\/connect$/);
  return theirs;
}

/** Where the founder waits for it. */
function waitingAt({ link }: SentLink): string {
  return new URL(link).pathname.replace("/h/", "/hand-offs/");
}

/** The engineer's last screen. */
async function handedOver(theirs: Page): Promise<void> {
  const onward = theirs.getByRole("link", { name: "See what is left" });
  const failure = theirs.getByRole("main").getByRole("alert");
  await expect(onward.or(failure).first()).toBeVisible();
  expect(await failure.allInnerTexts()).toEqual([]);
  await onward.click();
  await expect(theirs.getByRole("heading", TITLE)).toHaveText("Done. You can close this page");
}

/** The founder looks whether it is her database, says yes, and copies the URL. */
async function resultOf(page: Page, { otherHost }: { otherHost?: string }): Promise<string> {
  await expect(page.getByRole("heading", TITLE)).toHaveText("It is done. Copy the URL");
  if (otherHost) await page.getByRole("checkbox", { name: `Yes, ${otherHost} is our database too` }).check();
  await page.getByRole("button", { name: "Yes, this is our database" }).click();
  await page.getByRole("button", { name: "Copy the URL" }).click();
  await expect(page.getByText("URL copied. Now paste it into Lucien.")).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function finish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "I have pasted it into Lucien" }).click();
  await expect(page.getByRole("heading", TITLE)).toHaveText("You have the URL");
}

/** As a browser does that clears a site's data, but for the cookies: she is still signed in. */
async function wipe(page: Page, at: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", {
    origin: new URL(at).origin,
    storageTypes: "indexeddb,local_storage",
  });
  await client.detach();
}
