import type { Look, LookRelation } from "../wire.ts";

/** A small shop for the tests of the pure parts: two own schemas, one of the provider, secrets and a foreign owner. */
export function shopLook(): Look {
  return {
    versionNum: 170010,
    provider: null,
    database: "shop",
    admin: { name: "setup", superuser: false, createRole: true },
    actAs: [],
    tls: "disable",
    schemas: [
      { name: "public", kind: "user", creators: [{ role: "setup", covered: true, remedy: "" }], grantable: true },
      { name: "billing", kind: "user", creators: [], grantable: true },
      { name: "auth", kind: "provider", creators: [], grantable: true },
      { name: "empty", kind: "user", creators: [], grantable: true },
    ],
    relations: [
      table("public", "api_keys", ["id", "!key"], { sensitivity: { level: "secret", why: "holds keys" } }),
      table("public", "orders", ["id", "total", "note"], { estimatedRows: 90_000, rowSecurity: true }),
      table("public", "users", ["id", "?email", "!password_hash", "name"], { estimatedRows: 4_000 }),
      table("billing", "etl_stage", ["id"], { grantable: false, owner: "etl_owner" }),
      table("billing", "invoices", ["id", "sum"], { estimatedRows: 12 }),
      table("auth", "sessions", ["!token"]),
    ],
    existingRole: null,
    present: null,
    rowRules: { policy: true, bypass: false },
  };
}

/** Columns: `!name` looks secret, `?name` is personal. */
export function table(schema: string, name: string, columns: string[], rest: Partial<LookRelation> = {}): LookRelation {
  return {
    schema,
    name,
    kind: "r",
    estimatedRows: null,
    bytes: 0,
    rowSecurity: false,
    owner: "setup",
    grantable: true,
    sensitivity: null,
    columns: columns.map((text) => ({
      name: text.replace(/^[!?]/, ""),
      type: "text",
      sensitivity: text.startsWith("!")
        ? { level: "secret", why: "sign-in secret" }
        : text.startsWith("?")
          ? { level: "personal", why: "personal" }
          : null,
    })),
    ...rest,
  };
}
