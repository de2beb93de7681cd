import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, type Page } from "playwright/test";
import { test } from "./fixtures.ts";
import { claim, openLink, sendLink } from "./hand-off.ts";
import { engineerAt, MADE_UP } from "./hand-off-people.ts";

test.use({ expected: /the server responded with a status of 403/ });

/** As they name themselves: previews of chats and mail, scanners of links, crawlers, and what they stand on. */
const BOTS = [
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slackbot 1.0 (+https://api.slack.com/robots)",
  "Slack-ImgProxy (+https://api.slack.com/robots)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "TelegramBot (like TwitterBot)",
  "WhatsApp/2.23.20.0 A",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "Facebot",
  "Twitterbot/1.0",
  "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
  "SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "Microsoft Office/16.0 (Microsoft Outlook 16.0.5395; Pro)",
  "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
  "BingPreview/1.0b",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; Google-Safety; +http://www.google.com/bot.html)",
  "Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)",
  "GoogleImageProxy",
  "Applebot/0.1 (+http://www.apple.com/go/applebot)",
  "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
  "Mimecast/1.0",
  "Barracuda Sentinel (EE)",
  "ProofpointURLDefense/1.0",
  "Symantec-Click-time-Protection",
  "Iframely/1.3.1 (+https://iframely.com/docs/about)",
  "Embedly/0.2 (snap; +http://support.embed.ly/)",
  "Mattermost-Bot/1.1",
  "ZoomBot (ImageBot 1.0)",
  "curl/8.5.0",
  "python-requests/2.31.0",
] as const;

const HOW: { method: string; headers: Record<string, string> }[] = [
  { method: "GET", headers: {} },
  { method: "HEAD", headers: {} },
  { method: "GET", headers: { purpose: "prefetch", "sec-purpose": "prefetch;prerender" } },
  { method: "GET", headers: { rsc: "1", "next-router-prefetch": "1" } },
  { method: "POST", headers: { "content-type": "application/json" } },
  { method: "OPTIONS", headers: {} },
];

test("thirty-two previews and scanners, whatever they ask and click, leave the link sent", async ({
  page,
  browser,
  app,
  playwright,
}) => {
  const sent = await sendLink(page);
  const id = idOf(sent.link);
  const before = rowOf(app.data, id);
  const nobody = await playwright.request.newContext({ baseURL: app.url });
  for (const [index, agent] of BOTS.entries()) {
    for (const { method, headers } of index < 3 ? HOW : HOW.slice(0, 2)) {
      await nobody.fetch(`/h/${id}`, { method, headers: { ...headers, "user-agent": agent } });
    }
  }
  for (const move of ["begin", "claim", "step", "complete", "own-login"]) {
    const proofs: Record<string, string>[] = [{}, { "x-link-proof": `${id}.${"A".repeat(43)}.${"B".repeat(22)}` }];
    for (const proof of proofs) {
      const headers = { origin: app.url, ...proof };
      const answer = await nobody.post(`/h/${id}/${move}`, { data: {}, headers });
      expect([400, 401, 403], move).toContain(answer.status());
    }
  }
  const scanner = await browser.newContext({ storageState: undefined, userAgent: BOTS[22] });
  const opened = await openLink(scanner, sent);
  await clickEverything(opened);
  await scanner.close();
  await nobody.dispose();
  expect(rowOf(app.data, id)).toEqual(before);
  expect(before).toMatchObject({ state: "sent", version: 1 });
});

test("a link without its secret, cut, altered or wrapped says what is wrong with it, and nothing is spent", async ({
  page,
  browser,
  app,
}) => {
  const sent = await sendLink(page);
  const [start = "", secret = ""] = sent.link.split("#");
  const context = await browser.newContext({ storageState: undefined });
  const theirs = await context.newPage();
  const title = theirs.getByRole("heading", { level: 1 });
  const broken: [string, RegExp][] = [
    [start, /Part of the link is missing/],
    [`${start}#`, /Part of the link is missing/],
    [`${start}#${secret.slice(0, -4)}`, /The end of the link is missing/],
    [`${start}#${secret.replace(/.$/, (last) => (last === "A" ? "B" : "A"))}`, /This link was changed on its way/],
    [`${start}%23${secret}`, /rewrote this link and sent its secret along/],
  ];
  for (const [link, says] of broken) {
    await theirs.goto("about:blank");
    await theirs.goto(link);
    await expect(title).toHaveText("Part of the link is missing");
    await expect(theirs.getByRole("main")).toContainText(says);
    expect(new URL(theirs.url()).hash).toBe("");
  }
  const wrapped = `https://safelinks.example.net/?url=${encodeURIComponent(sent.link)}&data=05%7C02`;
  await theirs.getByLabel("The whole link").fill(wrapped);
  await theirs.getByRole("button", { name: "Open the link" }).click();
  await expect(title).toContainText("asks you for a Postgres login");
  expect(rowOf(app.data, idOf(sent.link))).toMatchObject({ state: "sent", version: 1 });
  await context.close();
});

test("whatever is changed of a record in the store, the engineer's browser refuses it", async ({
  page,
  browser,
  app,
}) => {
  const sent = await sendLink(page);
  const id = idOf(sent.link);
  const context = await browser.newContext({ storageState: undefined });
  const theirs = await context.newPage();
  const fields = ["from", "role", "wanted", "schemas", "note", "host", "createdAt", "expiresAt", "passcode", "sealTo"];
  for (const field of ["id", "attempt", ...fields, "verifier"]) {
    const putBack = tamper(app.data, id, field === "verifier" ? field : "record", field);
    await theirs.goto("about:blank");
    await theirs.goto(sent.link);
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Stop. This is not what the founder signed");
    putBack();
  }
  await context.close();
});

test("whatever is changed of a result in the store, the founder's browser makes no URL of it", async ({
  page,
  app,
}) => {
  const sent = await sendLink(page);
  const engineer = await engineerAt({ url: app.url, cookie: "" }, sent.link);
  await engineer.claim("db.example.com");
  await engineer.complete(MADE_UP);
  await expect(page.getByRole("button", { name: "Yes, this is our database" })).toBeVisible();
  for (const field of ["attempt", "host", "port", "database", "user", "role", "sslmode", "sealed", "reportHash"]) {
    const putBack = tamper(app.data, engineer.id, "result", field);
    await page.reload();
    await expect(page.getByRole("main")).toContainText("This answer is not what your engineer’s browser sent.");
    await expect(page.getByRole("button", { name: "Yes, this is our database" })).toHaveCount(0);
    putBack();
  }
});

test("a second browser sees that the link is in use, and the first one is told when it is stopped", async ({
  page,
  browser,
}) => {
  const sent = await sendLink(page);
  const [first, second] = [await browser.newContext(NOBODY), await browser.newContext(NOBODY)];
  await claim(await openLink(first, sent), "db.example.com");
  const late = await second.newPage();
  await late.goto(sent.link);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText(/^In use since .* from another browser$/);
  await page.getByRole("button", { name: "Stop and cancel the link" }).click();
  await page.getByRole("button", { name: "Stop the link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You stopped the link");
  await late.reload();
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link does not work");
  await first.close();
  await second.close();
});

const NOBODY = { storageState: undefined };

function idOf(link: string): string {
  return new URL(link).pathname.split("/")[2] ?? "";
}

type Row = { record: string; result: string | null; verifier: string | null; state: string; version: number };

function rowOf(data: string, id: string): Row {
  const store = new DatabaseSync(path.join(data, "store.db"), { readOnly: true, timeout: 30_000 });
  const row = store.prepare("select * from hand_offs where id = ?").get(id) as unknown as Row;
  store.close();
  return row;
}

/** As somebody does who has the server: behind the app's back. Call what it gives to put it back. */
function tamper(data: string, id: string, column: "record" | "result" | "verifier", field: string): () => void {
  const write = (text: string) => {
    const store = new DatabaseSync(path.join(data, "store.db"), { timeout: 30_000 });
    store.prepare(`update hand_offs set ${column} = ? where id = ?`).run(text, id);
    store.close();
  };
  const before = rowOf(data, id)[column] ?? "";
  if (column === "verifier") {
    write(before.replace("4096", "4097"));
    return () => write(before);
  }
  const signed = JSON.parse(before);
  const { [field]: old } = signed.value;
  signed.value[field] = typeof old === "number" ? old + 1 : typeof old === "boolean" ? !old : `${old ?? ""}x`;
  write(JSON.stringify(signed));
  return () => write(before);
}

/** Every button and box of the page, and every form sent off as it is. */
async function clickEverything(page: Page): Promise<void> {
  for (const role of ["checkbox", "radio", "button"] as const) {
    for (const one of await page.getByRole(role).all())
      await one.click({ timeout: 1_000, force: true }).catch(() => null);
  }
  await page.evaluate(() => {
    for (const form of document.forms) form.requestSubmit();
  });
}
