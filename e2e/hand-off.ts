import { type BrowserContext, expect, type Page } from "playwright/test";

const ASKED = "Subscriptions and payments. No passwords.";

export type SentLink = { link: string; passcode: string | null; recoveryCode: string };

/**
 * The founder's way to a link that is sent, with a key that is new: says what is wanted, keeps the recovery code, copies
 * the link. `at` is called on each screen on the way.
 */
export async function sendLink(
  page: Page,
  options: { host?: string; passcode?: boolean; at?: () => Promise<void> } = {},
): Promise<SentLink> {
  const { at = async () => {} } = options;
  await page.goto("/hand-offs/new");
  await page.getByLabel("What should Lucien see?").fill(ASKED);
  if (options.host) await page.getByLabel("Database host").fill(options.host);
  if (options.passcode) await page.getByRole("button", { name: "Make one" }).click();
  await at();
  await makeKey(page);
  const recoveryCode = await keepCode(page, at);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The link is made. Send it to your engineer");
  const passcode = options.passcode ? await page.getByTestId("passcode").textContent() : null;
  await at();
  return { link: await copyLink(page), passcode, recoveryCode };
}

/** From the message to the page that waits. */
async function copyLink(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Copy only the link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("link", { name: "I have sent it" }).click();
  return link;
}

/**
 * From a connection's page to a link about it that is sent. `key`: whether this browser has none yet. `at` is called on
 * each screen on the way.
 */
export async function askEngineer(
  page: Page,
  options: { section: string; key: "new" | "here"; wanted?: string; at?: () => Promise<void> },
): Promise<string> {
  const { at = async () => {} } = options;
  const section = page.getByRole("region", { name: options.section });
  const ask = section.getByRole("link", { name: "Ask your engineer" });
  if (!(await ask.isVisible())) await section.getByRole("button", { expanded: false }).click();
  await ask.click();
  await expect(page).toHaveURL(/\/hand-offs\/new\?about=/);
  if (options.wanted) await page.getByLabel("What should Lucien see?").fill(options.wanted);
  await expect(page.getByText("Looking for your key")).toBeHidden();
  await at();
  if (options.key === "here") await page.getByRole("button", { name: "Make the link" }).click();
  else await makeKey(page).then(() => keepCode(page, async () => {}));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The link is made. Send it to your engineer");
  await at();
  return copyLink(page);
}

/** Another test may have made a key in a browser that is gone: then this one starts anew. */
async function makeKey(page: Page): Promise<void> {
  await expect(page.getByText("Looking for your key")).toBeHidden();
  const anew = page.getByRole("button", { name: "Start with a new key" });
  if (!(await anew.isVisible())) return page.getByRole("button", { name: "Make the link" }).click();
  await anew.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start with a new key" }).click();
}

async function keepCode(page: Page, at: () => Promise<void>): Promise<string> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keep this code somewhere else");
  await at();
  await page.getByRole("button", { name: "Copy the code" }).click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("checkbox", { name: "I have kept it where I find it again" }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  return code;
}

/** The engineer's browser opens the link, gives the passcode where there is one, and stands before the claim. */
export async function openLink(
  engineer: BrowserContext,
  { link, passcode }: Pick<SentLink, "link" | "passcode">,
  asks = "asks you for a Postgres login",
): Promise<Page> {
  const page = await engineer.newPage();
  await page.goto(link);
  if (passcode !== null) {
    await page.getByLabel("Passcode").fill(passcode);
    await page.getByRole("button", { name: "Open the request" }).click();
  }
  await expect(page.getByRole("heading", { level: 1 })).toContainText(asks);
  return page;
}

/** Claims the link by the form's way: the wizard opens. */
export async function claim(page: Page, host: string): Promise<void> {
  await page.getByRole("radio", { name: "Use the form" }).check();
  await page.getByLabel("Database host").fill(host);
  await page.getByRole("button", { name: "Claim and begin" }).click();
  await expect(page).toHaveURL(/\/connect$/);
}

/** Claims a link about a login that is listed: wrong hosts are refused before. */
export async function claimListed(page: Page, host: string): Promise<void> {
  await page.getByLabel("Database host").fill("db.elsewhere.example");
  await expect(page.getByText(`The login stands at ${host}, not there`)).toBeVisible();
  await page.getByLabel("Database host").fill(host);
  await page.getByRole("button", { name: "Claim and begin" }).click();
}
