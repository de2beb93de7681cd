import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../postgres/client.ts";
import { Secret } from "../secret.ts";
import { addressFor } from "./address.ts";

const RDS = "shop.abc123.eu-central-1.rds.amazonaws.com";

function addressOf(over: Partial<Target>, reached: Parameters<typeof addressFor>[2]) {
  const base = { host: "db.example.com", port: 5432, database: "shop", user: "boss", password: new Secret("pw") };
  return addressFor({ ...base, tls: null, caPem: null, ...over }, "lucien_readonly", reached);
}

test("the URL asks for what every client can check, and for no more", () => {
  const table: [Partial<Target>, Parameters<typeof addressFor>[2], string][] = [
    [{}, "verify-full", "verify-full"],
    [{}, "verify-ca", "require"],
    [{}, "require", "require"],
    [{}, "disable", "disable"],
    [{ caPem: "PEM" }, "verify-full", "require"],
    [{ host: RDS }, "verify-full", "require"],
    [{ host: RDS.replace("shop.", "shop.proxy-") }, "verify-full", "verify-full"],
  ];
  for (const [over, reached, sslmode] of table) assert.equal(addressOf(over, reached).sslmode, sslmode);
});

test("at a pooler that wants it the role's name carries the project of the admin's", () => {
  const pooler = { host: "aws-0-eu-central-1.pooler.supabase.com", user: "postgres.abcdef" };
  assert.equal(addressOf(pooler, "require").user, "lucien_readonly.abcdef");
  assert.equal(addressOf({ ...pooler, host: "db.abcdef.supabase.co" }, "require").user, "lucien_readonly");
});
