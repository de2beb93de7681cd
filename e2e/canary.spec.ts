import fs from "node:fs";
import path from "node:path";
import { expect } from "playwright/test";
import { STANDALONE } from "../scripts/build.ts";
import { test } from "./fixtures.ts";
import { keptByBrowser, keptInFiles, leaks } from "./leaks.ts";
import { choose, connect, copyUrl, prove, review } from "./wizard.ts";

test("neither password is in the app's output, files, cookies, URLs, storages or the server's log", async ({
  app,
  cluster,
  context,
  page,
  shop,
}) => {
  const urls: string[] = [];
  // The test itself made the admin, password and all.
  const before = cluster.log().length;
  page.on("request", (request) => urls.push(request.url()));
  await connect(page, shop);
  await choose(page);
  await review(page);
  await prove(page);
  const role = decodeURIComponent(new URL(await copyUrl(page)).password);
  await expect(cluster.query("select from nothing_there")).rejects.toMatchObject({ code: "42P01" });
  const places = {
    ...(await keptByBrowser(page, context)),
    ...keptInFiles(app.data, path.join(STANDALONE, ".next")),
    output: app.output(),
    urls: urls.join("\n"),
    serverLog: cluster.log().slice(before),
  };
  expect(places.serverLog, "the server logs every statement").toContain("CREATE ROLE");
  expect(places.serverLog, "and every error").toContain('ERROR:  relation "nothing_there" does not exist');
  expect(places.serverLog, "the tries are there, too").toContain("do $lucien_probe$");
  expect(places.serverLog, "and nothing of what was refused to them").not.toContain("ERROR:  permission denied");
  expect(role).toHaveLength(32);
  for (const secret of [shop.admin.password, role]) expect(leaks(places, secret)).toEqual([]);
});

test("a canary that is planted in any of these places is found", async ({ app, cluster, context, page }) => {
  const canary = "cAnary/9+with = oddities";
  await page.goto(`/connect?planted=${encodeURIComponent(canary)}`);
  // Not before Next has written its own state: it would write over ours.
  await page.waitForFunction(() => history.state?.__NA);
  await context.addCookies([{ name: "planted", value: encodeURIComponent(canary), url: app.url }]);
  await page.evaluate(async (text) => {
    localStorage.setItem("planted", text);
    sessionStorage.setItem("planted", JSON.stringify({ text }));
    history.replaceState({ text }, "");
    const open = indexedDB.open("planted", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("store", { autoIncrement: true });
    await new Promise((resolve) => (open.onsuccess = resolve));
    const written = open.result.transaction("store", "readwrite").objectStore("store").add({ text });
    await new Promise((resolve) => (written.onsuccess = resolve));
    open.result.close();
  }, canary);
  const kept = await keptByBrowser(page, context);
  expect(leaks(kept, canary).sort()).toEqual(
    ["cookies", "historyState", "indexedDB", "localStorage", "location", "sessionStorage"].sort(),
  );
  fs.writeFileSync(path.join(app.data, "planted"), `a ${canary} b`);
  await cluster.query(`select '${canary}'`);
  const files = keptInFiles(app.data, path.join(STANDALONE, ".next"));
  expect(leaks(files, canary)).toEqual([path.join(app.data, "planted")]);
  expect(leaks({ serverLog: cluster.log() }, canary)).toEqual(["serverLog"]);
  expect(leaks({ output: Buffer.from(`a ${canary} b`).toString("base64") }, canary)).toEqual(["output"]);
});
