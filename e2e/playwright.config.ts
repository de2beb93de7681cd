import { defineConfig } from "playwright/test";
import { findBrowser } from "../scripts/browser.ts";

/** `npm run test:e2e` runs this: it builds first, and says how to get a browser where there is none. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // One app and one server a worker; the tests of a worker clean up after each other.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? "../test-results/report.json" }],
  ],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    screenshot: "only-on-failure",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: { executablePath: findBrowser() },
  },
});
