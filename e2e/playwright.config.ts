import { defineConfig } from "playwright/test";
import { findBrowser } from "../scripts/browser.ts";

/** `npm run test:e2e` runs this: it builds first, and says how to get a browser where there is none. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // One app and one server a worker; the tests of a worker clean up after each other.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // Only what hangs takes that long: on a busy machine a start, a run or a look by axe has its many seconds.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? "../test-results/report.json" }],
  ],
  use: {
    actionTimeout: 60_000,
    browserName: "chromium",
    locale: "en-GB",
    screenshot: "only-on-failure",
    permissions: ["clipboard-read", "clipboard-write"],
    // Axe would judge the colours of a moment's fading.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: findBrowser() },
  },
});
