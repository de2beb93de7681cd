import { expect, type Page } from "playwright/test";
import { ERROR_TABLE } from "../lib/postgres/error-table.ts";
import { explainError } from "../lib/postgres/explain.ts";
import { EXPIRED, OTHER_NAME, RIGHT, SELF_SIGNED, TEST_CA } from "../lib/postgres/tls.fixtures.ts";
import { ASLEEP, certified, forged, LISTENERS, talker, WORDS } from "../lib/testing/causes.ts";
import { type Peer, withPeers } from "../lib/testing/rogue.ts";
import { test } from "./fixtures.ts";
import { NOWHERE } from "./nowhere.ts";

/** Rows that no form can lead to: what they tell is refused before anything is dialled. */
const BEFORE_DIALLING = ["port", "url-unreadable", "socket-missing"];

/** What a machine without a network is told; the causes themselves are in error-causes.pg.test.ts. */
const NO_NETWORK = [
  ["name-lookup-failed", { code: "EAI_AGAIN" }],
  ["no-route", { code: "EHOSTUNREACH", address: "10.0.0.1" }],
  ["ipv6-only", { code: "ENETUNREACH", address: "2001:db8::1" }],
] as const;

test("every row of the table of errors shows its sentence on one page", async ({ page, context }) => {
  const seen = new Set<string>();
  await callFrom(page, 0);
  await page.goto("/connect");
  await fill(page, { Host: "127.0.0.1", Database: "shop", "Admin user": "app", "Admin password": "CANARY" });
  let calls = 0;
  const tells = async (code: string, fields: Record<string, string>, on = page) => {
    // From another address now and then, or the limit of one caller would be met.
    if (on === page && ++calls % 20 === 0) await callFrom(page, calls);
    await fill(on, fields);
    await on.getByRole("button", { name: "Check the connection" }).click();
    await expect(on.getByRole("listitem").filter({ hasText: `connect.${code}.` })).toContainText(sentenceOf(code));
    seen.add(code);
  };
  await withPeers([talker, () => undefined, ...LISTENERS.map(({ peer }) => peer)], async (ports) => {
    const [talks, silent, ...others] = ports.map(String);
    // Waking and waiting take their time: on pages of their own, meanwhile.
    const slow = [
      ...ASLEEP.map(({ code }) => [code, { Port: talks ?? "", "Admin user": code }] as const),
      ["timeout", { Port: silent ?? "" }] as const,
    ].map(async ([code, fields], i) => {
      const other = await context.newPage();
      await callFrom(other, 200 + i);
      await other.goto("/connect");
      await fill(other, { Host: "127.0.0.1", Database: "shop", "Admin user": "app", "Admin password": "CANARY" });
      const told = tells(code, fields, other);
      await expect(other.getByText("Waking the database…").first()).toBeVisible();
      await told;
      await other.close();
    });
    for (const { code } of WORDS) await tells(code, { Port: talks ?? "", "Admin user": code });
    for (const [i, { code }] of LISTENERS.entries()) await tells(code, { Port: others[i] ?? "", "Admin user": "app" });
    await tells("host-unknown", { Host: NOWHERE });
    await tells("port-closed", { Host: "127.0.0.1", Port: "1" });
    await Promise.all(slow);
  });
  await certificates(page, tells);
  await noNetwork(page, tells);
  await noEncryption(page, tells);
  const unseen = new Set(ERROR_TABLE.map(({ code }) => code).filter((code) => !seen.has(code)));
  expect([...unseen].sort()).toEqual([...BEFORE_DIALLING, "password-missing"].sort());
});

test("a password that is missing is asked for at its field, and a port that cannot be is told there", async ({
  page,
}) => {
  await page.goto("/connect");
  await fill(page, { Host: "127.0.0.1", Port: "70000", Database: "shop", "Admin user": "app" });
  await page.getByRole("button", { name: "Check the connection" }).click();
  await expect(page.getByText("The password is missing.")).toBeVisible();
  await expect(page.getByText("Ports go from 1 to 65535.")).toBeVisible();
});

type Tells = (code: string, fields: Record<string, string>) => Promise<void>;

async function certificates(page: Page, tells: Tells): Promise<void> {
  const peers = [certified(RIGHT, TEST_CA), certified(RIGHT), certified(SELF_SIGNED)].concat(
    [EXPIRED, OTHER_NAME, forged(RIGHT)].map((one) => certified(one)),
  );
  await page.getByText("Encryption and certificate").click();
  await withPeers(peers, async (ports) => {
    const [issuer, incomplete, self, expired, name, untrusted] = ports.map(String);
    await tells("certificate-issuer", { Host: "localhost", Port: issuer ?? "" });
    await tells("certificate-incomplete", { Port: incomplete ?? "" });
    await tells("certificate-self-signed", { Port: self ?? "" });
    const [ca, none] = [
      { "Certificate of your host (optional)": TEST_CA },
      { "Certificate of your host (optional)": "" },
    ];
    await tells("certificate-expired", { ...ca, Port: expired ?? "" });
    await tells("certificate-name", { Port: name ?? "" });
    await tells("certificate-untrusted", { Port: untrusted ?? "" });
    await tells("ca-unreadable", { "Certificate of your host (optional)": "-----BEGIN CERTIFICATE-----" });
    await fill(page, none);
  });
}

async function noNetwork(page: Page, tells: Tells): Promise<void> {
  for (const [i, [code, thrown]] of NO_NETWORK.entries()) {
    const error = explainError(Object.assign(new Error("raw"), thrown), { host: "localhost" }).toJSON();
    const line = JSON.stringify({ type: "step", step: "find", state: "failed", durationMs: 1, error });
    await page.route("**/connect/check", (route) =>
      route.fulfill({ body: `${line}\n`, contentType: "application/x-ndjson" }),
    );
    await tells(code, { Port: String(5433 + i) });
    await page.unroute("**/connect/check");
  }
}

async function noEncryption(page: Page, tells: Tells): Promise<void> {
  const refuses: Peer = (socket, _chunk, count) => count === 1 && socket.write("N");
  await page.getByRole("radio", { name: /^Encrypted only/ }).check();
  await withPeers([refuses], ([port]) => tells("no-encryption", { Port: String(port) }));
}

/** The words of the table; those that are told without it are known by their code alone. */
function sentenceOf(code: string): string | RegExp {
  // What answers is named where its first bytes tell.
  if (code === "not-postgres") return /Something answered, but it is .*not a Postgres database\./;
  const row = ERROR_TABLE.find((one) => one.code === code);
  return row === undefined
    ? /\w/
    : new RegExp(row.message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\w+\\\}/g, ".+"));
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** The app of these tests believes one proxy. */
function callFrom(page: Page, number: number): Promise<void> {
  return page.setExtraHTTPHeaders({ "x-forwarded-for": `203.0.113.${number}` });
}
