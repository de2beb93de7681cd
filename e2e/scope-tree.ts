import type { Locator, Page } from "playwright/test";

/** A schema, table or column in the tree of Choose. */
export function row(page: Page, name: string): Locator {
  return page.getByRole("treeitem", { name: new RegExp(`^${name} `) });
}

/** Ticks or unticks it. */
export function tick(page: Page, name: string): Promise<void> {
  return row(page, name).locator("[data-do=tick]").click();
}
