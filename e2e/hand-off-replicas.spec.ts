import { type BrowserContext, expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { claim, openLink, sendLink } from "./hand-off.ts";
import { type Own, ownApp, roundRobin, withStoreDatabase } from "./hand-off-servers.ts";
import { asCopied } from "./login.ts";
import { choose, connect, review } from "./wizard.ts";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const TITLE = { level: 1 } as const;

test("two browsers go the whole way over two replicas that take turns, one of them killed between any two steps", async ({
  browser,
  shop,
  cluster,
}) => {
  await withStoreDatabase(cluster, shop, async (env) => {
    const apps: Own[] = [];
    try {
      for (let i = 0; i < 2; i++) apps.push(await ownApp(env));
      const proxy = await roundRobin(apps);
      let turn = 0;
      const crash = () => apps[turn++ % 2]?.crash();
      const options = { storageState: undefined, baseURL: proxy.url, ...CLIPBOARD };
      const [founders, engineers] = [await browser.newContext(options), await browser.newContext(options)];
      await signIn(founders, proxy.url, apps[0]?.cookie ?? "");
      const page = await founders.newPage();
      const sent = await sendLink(page);
      await crash();
      const theirs = await openLink(engineers, sent);
      await crash();
      await claim(theirs, shop.db.host);
      await expect(page.getByRole("heading", TITLE)).toHaveText("Your engineer has opened it");
      await crash();
      await connect(theirs, shop);
      await crash();
      await choose(theirs);
      await review(theirs);
      await expect(theirs.getByRole("link", { name: "See what is left" })).toBeVisible();
      await crash();
      await theirs.getByRole("link", { name: "See what is left" }).click();
      await expect(theirs.getByRole("heading", TITLE)).toHaveText("Done. You can close this page");
      await expect(page.getByRole("heading", TITLE)).toHaveText("It is done. Copy the URL");
      await crash();
      await page.reload();
      await page.getByRole("button", { name: "Yes, this is our database" }).click();
      await page.getByRole("button", { name: "Copy the URL" }).click();
      const url = await page.evaluate(() => navigator.clipboard.readText());
      expect(await asCopied(url)("select * from public.orders")).toHaveLength(1);
      await page.getByRole("button", { name: "I have pasted it into Lucien" }).click();
      await expect(page.getByRole("heading", TITLE)).toHaveText("You have the URL");
      await founders.close();
      await engineers.close();
      await proxy.end();
    } finally {
      for (const app of apps) await app.end();
    }
  });
});

async function signIn(context: BrowserContext, url: string, cookies: string): Promise<void> {
  const all = cookies.split("; ").map((cookie) => {
    const [name = "", ...value] = cookie.split("=");
    return { name, value: value.join("="), url };
  });
  await context.addCookies(all);
}
