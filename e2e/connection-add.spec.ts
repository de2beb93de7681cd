import { expect } from "playwright/test";
import { RIGHT, TEST_CA } from "../lib/postgres/tls.fixtures.ts";
import { withCluster } from "../lib/testing/clusters.ts";
import { withSshServer } from "../lib/testing/ssh-server.ts";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";

// A browser tells of each answer that was no success.
test.use({ expected: /the server responded with a status of 502/ });

test("a login that was made by hand is checked by its URL, listed, and mended by the line that is shown", async ({
  page,
  shop,
}) => {
  const role = `${shop.db.prefix}_by_hand`;
  await shop.db.query(`create role ${role} login password 'by hand, 16 chars';
    grant usage on schema public to ${role}; grant select on all tables in schema public to ${role};
    grant insert on public.orders to ${role}`);
  const { host, port, name } = shop.db;
  const url = `postgresql://${role}:${encodeURIComponent("by hand, 16 chars")}@${host}:${port}/${name}?sslmode=disable`;
  await page.goto("/");
  await page.getByRole("link", { name: "Check a login I already have" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check a login you already have");
  await expectAccessible(page);
  const check = async (): Promise<void> => {
    await page.getByLabel("Its URL").fill(url);
    await page.getByRole("button", { name: "Check it now" }).click();
  };
  await check();
  const found = page.getByRole("region", { name: "What we found" });
  await expect(found.getByText("This login can add rows to public.orders.").first()).toBeVisible();
  await expectAccessible(page);
  const repair = `REVOKE INSERT ON TABLE "public"."orders" FROM "${role}"`;
  await expect(found.getByText(repair).first()).toBeVisible();
  await shop.db.query(repair);
  await found.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expect(page.getByRole("main")).toContainText(role);
  await check();
  await expect(page.getByText("Closed since then:")).toBeVisible();
});

test("a login behind an SSH server, on a server with a certificate of its own, is checked", async ({ page }) => {
  const conf = { ssl: true, ssl_cert_file: "server.crt", ssl_key_file: "server.key" };
  const files = { "server.crt": RIGHT.certificate, "server.key": RIGHT.key };
  await withCluster(17, { conf, files }, (cluster) =>
    withSshServer(async (ssh) => {
      await cluster.query("create role by_hand login password 'by_hand_16_chars'");
      await page.goto("/connections/add");
      await page.getByLabel("Its URL").fill(`postgresql://by_hand:by_hand_16_chars@localhost:${cluster.port}/postgres`);
      await page.getByText("Through an SSH server").click();
      await page.getByLabel("SSH server", { exact: true }).fill("127.0.0.1");
      await page.getByLabel("SSH port").fill(String(ssh.port));
      await page.getByLabel("SSH login").fill(ssh.user);
      await page.getByRole("button", { name: "Check it now" }).click();
      await expect(page.getByText("A password or a private key for the SSH server is missing.")).toBeVisible();
      await page.getByLabel("SSH private key", { exact: true }).fill(ssh.privateKey);
      await page.getByRole("button", { name: "Check it now" }).click();
      await expect(page.getByText(ssh.hostKey, { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "It is the same: go on" }).click();
      await expect(page.getByText("issuer is not one we know").first()).toBeVisible();
      await page.getByRole("textbox", { name: "Certificate of your host (optional)" }).fill(TEST_CA);
      await page.getByRole("button", { name: "Check it now" }).click();
      const found = page.getByRole("region", { name: "What we found" });
      await expect(found).toContainText("can read 0 tables and change nothing");
      await expect(page.getByLabel("SSH private key", { exact: true })).toHaveValue("");
    }),
  );
});
