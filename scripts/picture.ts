import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium, type Page } from "playwright";
import { setUp } from "../e2e/founder.ts";
import { connectSample } from "../e2e/sample.ts";
import { choose, review } from "../e2e/wizard.ts";
import { freePort } from "../lib/testing/server.ts";
import { startApp } from "./app.ts";
import { findBrowser } from "./browser.ts";
import { buildIfChanged } from "./build.ts";
import { REPOSITORY } from "./install.ts";
import { surroundings } from "./surroundings.ts";

/** README's picture: the proof on the sample shop, by the built app, as it is. */
export async function takePicture(): Promise<void> {
  buildIfChanged();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "picture-"));
  const app = await startApp({ port: await freePort(), env: { ...surroundings(), DATA_DIR: data } });
  const browser = await chromium.launch({ executablePath: findBrowser() });
  try {
    const look = { viewport: { width: 1180, height: 760 }, reducedMotion: "reduce", colorScheme: "light" } as const;
    const storageState = await setUp(browser, data);
    const page = await browser.newPage({ ...look, baseURL: app.url, locale: "en-GB", storageState });
    await toProof(page);
    await page.screenshot({ path: path.join(REPOSITORY, "docs", "proof.png") });
  } finally {
    await browser.close();
    await app.stop();
    fs.rmSync(data, { recursive: true });
  }
}

async function toProof(page: Page): Promise<void> {
  await connectSample(page);
  await choose(page);
  await review(page);
  await page.getByRole("link", { name: "Copy the URL" }).waitFor({ timeout: 60_000 });
  // Neither the pointer nor the focus is to open a cell's detail.
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.scrollTo(0, 0);
  });
}
