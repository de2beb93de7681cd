import { expect } from "playwright/test";
import { SELF_SIGNED } from "../lib/postgres/tls.fixtures.ts";
import { withCluster } from "../lib/testing/clusters.ts";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";
import { makeShop } from "./shop.ts";
import { choose, copyUrl, prove, review } from "./wizard.ts";

const CONF = { ssl: true, ssl_cert_file: "server.crt", ssl_key_file: "server.key" };
const FILES = { "server.crt": SELF_SIGNED.certificate, "server.key": SELF_SIGNED.key };

test("with a certificate that was compared by eye the whole way works, and beside the URL stands what each client needs", async ({
  page,
}) => {
  await withCluster(17, { conf: CONF, files: FILES }, (cluster) =>
    cluster.withDatabase(async (db) => {
      const { adminUrl } = await makeShop(db);
      await page.goto("/connect");
      await page.getByLabel("Connection string").fill(adminUrl.replace(db.host, "localhost"));
      await page.getByRole("button", { name: "Check the connection" }).click();
      await page.getByRole("button", { name: "It is the same: trust this certificate" }).click();
      await page.getByRole("button", { name: "Choose what to share" }).click();
      await choose(page);
      await review(page);
      await prove(page);
      expect(await copyUrl(page)).toMatch(/@localhost:\d+\/\w+\?sslmode=require$/);
      await page.getByText("If the certificate is refused").click();
      await expect(page.getByText("NODE_EXTRA_CA_CERTS=FILE")).toBeVisible();
      await expect(page.getByText("psql, psycopg2, postgres.js and JDBC take the URL as it is.")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Copy the certificate" }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied.trim()).toBe(SELF_SIGNED.certificate.trim());
    }),
  );
});
