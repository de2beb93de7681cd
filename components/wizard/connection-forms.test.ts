import assert from "node:assert/strict";
import { test } from "node:test";
import { copyFormats, urlOf } from "./connection-forms.ts";

const address = {
  host: "db.example",
  port: 5432,
  database: "shop",
  user: "lucien_readonly",
  sslmode: "require",
} as const;

test("what is shown masked holds no password, what is copied holds the real one", () => {
  const formats = copyFormats(address, () => "Secret123");
  assert.deepEqual(
    formats.map((format) => format.id),
    ["url", "fields", "psql", "env", "jdbc"],
  );
  for (const format of formats) {
    assert.equal(format.masked.length, 2, format.id);
    assert.doesNotMatch(format.masked.join(""), /Secret123/);
    assert.equal(format.whole(), format.masked.join("Secret123"));
  }
});

test("without a password there is nothing to copy", () => {
  assert.equal(urlOf(address, null), null);
  for (const format of copyFormats(address, () => null)) assert.equal(format.whole(), null);
});
