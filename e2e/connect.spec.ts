import { expect, type Page } from "playwright/test";
import { RIGHT, SELF_SIGNED, TEST_CA } from "../lib/postgres/tls.fixtures.ts";
import { certified } from "../lib/testing/causes.ts";
import { withPeer, withPeers } from "../lib/testing/rogue.ts";
import { withSshServer } from "../lib/testing/ssh-server.ts";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { press } from "./wizard.ts";

async function paste(page: Page, text: string): Promise<void> {
  await page.goto("/connect");
  await page.evaluate((what) => navigator.clipboard.writeText(what), text);
  await page.getByLabel("Connection string").focus();
  await page.keyboard.press("ControlOrMeta+V");
}

test("of several servers one is chosen, and what was left out is named with the reason", async ({ page }) => {
  await paste(page, "postgres://me:CANARY@a.example:5432,b.example:5433/shop?pgbouncer=true&sslmode=disable");
  await page.getByRole("radio", { name: "b.example:5433" }).check();
  await expect(page.getByRole("textbox", { name: "Host" })).toHaveValue("b.example");
  await expect(page.getByRole("textbox", { name: "Port", exact: true })).toHaveValue("5433");
  await expect(page.getByText("Left out: pgbouncer.")).toBeVisible();
  await expect(page.getByText("Left out: sslmode. We try encryption first.")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("CANARY");
  await expectAccessible(page);
});

test("a pooler's address is told with the direct one, and what is known of the host is there", async ({ page }) => {
  await paste(page, "postgresql://owner:pw@ep-cool-sun-123456-pooler.eu-central-1.aws.neon.tech/neondb");
  await expect(page.getByText("This address is for short visits")).toBeVisible();
  await page.getByRole("button", { name: "Use the direct address" }).click();
  const host = page.getByRole("textbox", { name: "Host" });
  await expect(host).toHaveValue("ep-cool-sun-123456.eu-central-1.aws.neon.tech");
  await page.getByRole("button", { name: "Where do I find this?" }).click();
  await expect(page.getByText("What its login may do")).toBeVisible();
  await expect(page.getByText(/and Lucien’s own addresses/)).toBeVisible();
  await expectAccessible(page);
});

test("a self-signed certificate is shown, and trusted only when the reader says so", async ({ page }) => {
  await withPeer(certified(SELF_SIGNED), async (port) => {
    await paste(page, `postgresql://boss:pw@localhost:${port}/shop`);
    await page.getByRole("button", { name: "Check the connection" }).click();
    const secure = page.getByRole("listitem").filter({ hasText: "connect.certificate-self-signed" });
    await expect(secure).toContainText(/SHA-256 fingerprint\s*([0-9A-F]{2}:){31}[0-9A-F]{2}/);
    await expectAccessible(page);
    await press(page, page.getByRole("button", { name: "It is the same: trust this certificate" }));
    await expect(page.getByText("The line is encrypted and the certificate is valid.")).toBeVisible();
  });
});

test("a certificate of an unknown issuer is answered by a file, or pinned once its fingerprint was compared", async ({
  page,
}) => {
  await withPeers([certified(RIGHT, TEST_CA), certified(RIGHT)], async ([whole, leaf]) => {
    for (const [port, code] of [
      [whole, "certificate-issuer"],
      [leaf, "certificate-incomplete"],
    ] as const) {
      await paste(page, `postgresql://boss:pw@localhost:${port}/shop`);
      await page.getByRole("button", { name: "Check the connection" }).click();
      const secure = page.getByRole("listitem").filter({ hasText: `connect.${code}` });
      await expect(secure).toContainText(/SHA-256 fingerprint\s*([0-9A-F]{2}:){31}[0-9A-F]{2}/);
      await expectAccessible(page);
      await press(page, secure.getByRole("button", { name: "Add the certificate" }));
      await expect(page.getByRole("textbox", { name: "Certificate of your host (optional)" })).toBeFocused();
      await press(page, secure.getByRole("button", { name: "It is the same: trust this certificate" }));
      await expect(page.getByText("The line is encrypted and the certificate is valid.")).toBeVisible();
      await page.evaluate(() => sessionStorage.clear());
    }
  });
});

test("a database behind an SSH server is reached once its key was compared", async ({ page, shop }) => {
  await withSshServer(async (ssh) => {
    const { user, password } = shop.admin;
    await paste(page, `postgresql://${user}:${password}@db.inside:${shop.db.port}/${shop.db.name}`);
    await page.getByText("Through an SSH server").click();
    await page.getByLabel("SSH server", { exact: true }).fill("127.0.0.1");
    await page.getByLabel("SSH port").fill(String(ssh.port));
    await page.getByLabel("SSH login").fill(ssh.user);
    await page.getByLabel("SSH private key", { exact: true }).fill(ssh.privateKey);
    await page.getByRole("button", { name: "Check the connection" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "connect.ssh-host-key-unknown" })).toContainText(
      ssh.hostKey,
    );
    await expectAccessible(page);
    await page.getByRole("button", { name: "It is the same: go on" }).click();
    await expect(page.getByText("It answers, through the SSH server.")).toBeVisible();
    await page.getByRole("button", { name: "Choose what to share" }).click();
    await expect(page).toHaveURL(/\/choose$/);
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(kept).toContain(ssh.hostKey);
    expect(kept).not.toContain("PRIVATE KEY");
    await page.goto("about:blank");
  });
});

test("paths that only begin like those without a policy have one", async ({ request }) => {
  for (const path of ["/icon.svgfoo", "/healthzfoo", "/_next/staticfoo"]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.headers()["content-security-policy"], path).toContain("default-src 'none'");
  }
});
