import assert from "node:assert/strict";
import { test } from "node:test";
import { passwordInUrl } from "./login-url.ts";

const place = { role: "lucien_readonly", user: "lucien_readonly", host: "db.example", port: 5432, database: "shop" };
const says = (text: string) => {
  const read = passwordInUrl(text, place);
  return read !== null && "says" in read ? read.says : read;
};

test("the URL of the same login at the same place gives its password", () => {
  assert.deepEqual(passwordInUrl("postgresql://lucien_readonly:a%2Fb@DB.example/shop?sslmode=require", place), {
    password: "a/b",
  });
  assert.equal(passwordInUrl(" ", place), null);
});

test("another login, server, port or database is named, and gives no password", () => {
  assert.equal(says("postgresql://app:x@db.example/shop"), "This is the URL of app, not of lucien_readonly.");
  for (const there of ["other.example:5432/shop", "db.example:6543/shop", "db.example:5432/copy"]) {
    const told = `This URL leads to ${there}. We test the login at db.example:5432/shop and send it nowhere else.`;
    assert.equal(says(`postgresql://lucien_readonly:x@${there}`), told);
  }
});

test("a URL without a password, and a text that is none, are told", () => {
  assert.equal(says("postgresql://lucien_readonly@db.example/shop"), "There is no password in it.");
  assert.match(String(says("hello there")), /cannot find a host/);
});
