import { expect } from "playwright/test";
import { expectAccessible } from "./accessible.ts";
import { test } from "./fixtures.ts";

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
  await expect(found.getByText("This login can add rows to public.orders.").first()).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const repair = `REVOKE INSERT ON TABLE "public"."orders" FROM "${role}"`;
  await expect(found.getByText(repair).first()).toBeVisible();
  await shop.db.query(repair);
  await found.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expect(page.getByRole("main")).toContainText(role);
  await check();
  await expect(page.getByText("Closed since then:")).toBeVisible({ timeout: 60_000 });
});
