import { expect } from "playwright/test";
import { test } from "./fixtures.ts";
import { press } from "./wizard.ts";

test("a link is written, sent and stopped without a mouse", async ({ page }) => {
  const title = page.getByRole("heading", { level: 1 });
  await page.goto("/");
  await press(page, page.getByRole("link", { name: "Write the link" }));
  await expect(title).toHaveText("Tell your engineer what Lucien should see");
  await press(page, page.getByLabel("What should Lucien see?"), "S");
  await page.keyboard.type("ubscriptions.");
  // Arrow keys move within the four lives of a link.
  await press(page, page.getByRole("radio", { name: "3 days" }), "ArrowLeft");
  await expect(page.getByRole("radio", { name: "1 day" })).toBeChecked();
  await press(page, page.getByRole("button", { name: "Make one" }));
  await expect(page.getByRole("button", { name: "Remove" })).toBeFocused();
  await expect(page.getByText("Looking for your key")).toBeHidden();

  const anew = page.getByRole("button", { name: "Start with a new key" });
  if (await anew.isVisible()) {
    await press(page, anew);
    // The dialog starts on the answer that changes nothing.
    await expect(page.getByRole("button", { name: "Keep looking for the code" })).toBeFocused();
    await press(page, page.getByRole("alertdialog").getByRole("button", { name: "Start with a new key" }));
  } else await press(page, page.getByRole("button", { name: "Make the link" }));
  await expect(title).toHaveText("Keep this code somewhere else");
  await press(page, page.getByRole("checkbox", { name: "I have kept it where I find it again" }), "Space");
  await press(page, page.getByRole("button", { name: "Make the link" }));
  await expect(title).toHaveText("The link is made. Send it to your engineer");
  await press(page, page.getByRole("button", { name: "Copy message" }));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/h/");
  await press(page, page.getByRole("link", { name: "I have sent it" }));
  await expect(title).toHaveText("Waiting for your engineer");

  await press(page, page.getByRole("button", { name: "Stop and cancel the link" }));
  await page.keyboard.press("Escape");
  await expect(title).toHaveText("Waiting for your engineer");
  await press(page, page.getByRole("button", { name: "Stop and cancel the link" }));
  await expect(page.getByRole("button", { name: "Leave it as it is" })).toBeFocused();
  await press(page, page.getByRole("button", { name: "Stop the link" }));
  await expect(title).toHaveText("You stopped the link");
});
