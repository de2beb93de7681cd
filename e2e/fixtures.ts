import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base, expect, type Page } from "playwright/test";
import { type TestCluster, withCluster } from "../lib/testing/clusters.ts";
import { freePort } from "../lib/testing/server.ts";
import { type RunningApp, startApp } from "../scripts/app.ts";
import { REPOSITORY } from "../scripts/install.ts";
import { type SignedIn, setUp } from "./founder.ts";
import { makeShop, type Shop } from "./shop.ts";

type AppUnderTest = RunningApp & { data: string };
type Workers = { app: AppUnderTest; signedIn: SignedIn; cluster: TestCluster };

/** The role the wizard makes by default. It belongs to the whole server, so each test takes it away again. */
export const ROLE = "lucien_readonly";

/** Of a fixture that stands for all tests of a worker: its start takes nothing of the first one's time. */
export const STANDING = { scope: "worker", timeout: 120_000 } as const;

let callers = 0;

/**
 * `page` is signed in as the founder, and fails its test at any error in the browser's console but those that `expected`
 * matches. `app` is the built app on
 * a free port, `shop` a database on a server of one's own with a non-superuser admin.
 */
export const test = base.extend<{ shop: Shop; expected: RegExp | null; quiet: undefined }, Workers>({
  expected: [null, { option: true }],
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const data = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-e2e-"));
      const sample = path.join(REPOSITORY, "scripts", "sample", "sample.ts");
      // As behind one proxy: what a page calls itself tells the callers of a test apart.
      const env = { DATA_DIR: data, SAMPLE_DATABASE_MODULE: sample, TRUST_PROXY: "1" };
      const app = await startApp({ port: await freePort(), env });
      await use({ ...app, data });
      await app.stop();
      fs.rmSync(data, { recursive: true });
    },
    STANDING,
  ],
  signedIn: [async ({ app, browser }, use) => use(await setUp(browser, app.data)), STANDING],
  storageState: async ({ signedIn }, use) => use(signedIn),
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      await withCluster(17, { conf: { log_statement: "all", log_min_error_statement: "error" } }, use);
    },
    STANDING,
  ],
  baseURL: async ({ app }, use) => use(app.url),
  // Each test is a caller of its own: tests that follow each other at once are not one hurried founder.
  // biome-ignore lint/correctness/noEmptyPattern: as above
  extraHTTPHeaders: async ({}, use) => use({ "x-forwarded-for": `198.18.0.${++callers}` }),
  shop: async ({ cluster, page }, use) => {
    await cluster.withDatabase(async (db) => {
      await use(await makeShop(db));
      // What the page still asks for must not find its database gone.
      await page.goto("about:blank");
    });
    await removeRole(cluster);
  },
  quiet: [
    async ({ page, expected }, use) => {
      const complaints = listen(page);
      await use(undefined);
      const surprises = complaints.filter((complaint) => !expected?.test(complaint));
      expect(surprises, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}

/** Its database is gone, and its grants with it. */
async function removeRole(cluster: TestCluster): Promise<void> {
  const [made] = await cluster.query(`select 1 from pg_catalog.pg_roles where rolname = '${ROLE}'`);
  if (made) await cluster.query(`drop owned by ${ROLE}; drop role ${ROLE}`);
}
