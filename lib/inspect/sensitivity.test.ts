import assert from "node:assert/strict";
import { test } from "node:test";
import { sensitivityOfColumn, sensitivityOfRelation } from "./sensitivity.ts";

function levels(relation: string, columns: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, sensitivityOfColumn(relation, name, type)?.level ?? null]),
  );
}

function every(names: readonly string[], type: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

function allAre(level: string | null, names: readonly string[], type = "text", relation = "things"): void {
  const found = levels(relation, every(names, type));
  assert.deepEqual(found, Object.fromEntries(names.map((name) => [name, level])));
}

test("password hashes, tokens and keys are secrets in whatever spelling", () => {
  allAre("secret", [
    "password",
    "password_hash",
    "passwordHash",
    "PASSWORD_DIGEST",
    "encrypted_password",
    "hashed_pw",
    "user_pass",
    "smtp_pass",
    "passwd",
    "reset_token",
    "reset_password_token",
    "refreshToken",
    "access_token",
    "tokens",
    "token_hash",
    "session_token",
    "csrf_token",
    "totp_secret",
    "otp_secret",
    "mfa_secret",
    "recovery_codes",
    "jwt",
    "api_key",
    "apiKey",
    "APIKey",
    "api_key_hash",
    "stripe_secret_key",
    "private_key",
    "client_secret",
    "webhook_secret",
    "credentials",
    "connection_string",
    "contraseña",
  ]);
});

test("names that speak about a secret do not hold one", () => {
  allAre(null, [
    "key",
    "primary_key",
    "public_key",
    "sort_key",
    "cache_key",
    "idempotency_key",
    "s3_key",
    "author_keyword",
    "keywords",
    "monkey",
    "token_type",
    "token_id",
    "api_key_id",
    "access_key_id",
    "secret_name",
    "password_policy",
    "password_strength",
    "secret_santa",
    "compass",
    "passenger",
    "boarding_pass",
    "passed",
    "content_hash",
    "commit_hash",
    "hash",
    "tokenizer",
    "secretary",
    "salted_caramel",
    "value",
  ]);
});

test("numbers, dates and yes-or-no columns are never secrets", () => {
  assert.deepEqual(
    levels("models", {
      token_count: "integer",
      tokens_used: "bigint",
      tokens: "integer",
      max_tokens: "integer",
      password_changed_at: "timestamp with time zone",
      is_secret: "boolean",
      secret: "boolean",
      password: "timestamp without time zone",
      otp: "boolean",
      salt: "numeric(5,2)",
      token: "tsvector",
    }),
    {
      token_count: null,
      tokens_used: null,
      tokens: null,
      max_tokens: null,
      password_changed_at: null,
      is_secret: null,
      secret: null,
      password: null,
      otp: null,
      salt: null,
      token: null,
    },
  );
});

test("what holds a count or a date in text is still not a secret", () => {
  allAre(null, ["token_count", "tokens_used", "password_changed_at", "is_secret", "has_password", "max_tokens"]);
});

test("a column hash or pin is a password only in a table about people", () => {
  assert.equal(sensitivityOfColumn("users", "hash", "text")?.why, "password");
  assert.equal(sensitivityOfColumn("user_accounts", "pin", "character varying(60)")?.why, "password");
  assert.equal(sensitivityOfColumn("files", "hash", "text"), null);
  assert.equal(sensitivityOfColumn("map_markers", "pin", "text"), null);
});

test("personal data is flagged and not taken for a secret", () => {
  allAre("personal", [
    "email",
    "emailAddress",
    "e_mail",
    "phone",
    "phone_number",
    "mobile",
    "shipping_address",
    "ip_address",
    "zip_code",
    "ssn",
    "tax_id",
    "iban",
    "card_number",
    "credit_card",
    "last_name",
    "diagnosis",
    "blood_type",
  ]);
  assert.equal(sensitivityOfColumn("people", "date_of_birth", "date")?.level, "personal");
  assert.equal(sensitivityOfColumn("people", "card_number", "text")?.why, "card data");
  assert.equal(sensitivityOfColumn("people", "diagnosis", "text")?.why, "health");
});

test("ordinary columns are left alone", () => {
  allAre(null, [
    "id",
    "name",
    "created_at",
    "email_verified_at",
    "email_count",
    "phone_model",
    "contract_address",
    "status",
    "total",
    "street_id",
    "healthy",
    "country",
    "description",
    "gift_card_number",
  ]);
  assert.equal(sensitivityOfColumn("users", "phone_verified", "boolean"), null);
});

test("relations that hold nothing but sign-in secrets are left out whole", () => {
  const columns = [{ name: "id", sensitivity: null }];
  for (const name of [
    "api_keys",
    "ApiKeys",
    "password_resets",
    "user_password_resets",
    "refresh_tokens",
    "django_session",
  ]) {
    assert.equal(sensitivityOfRelation(name, columns)?.level, "secret", name);
  }
});

test("a relation called sessions is left out only when a column bears it out", () => {
  const visits = ["id", "started_at", "utm_source"].map((name) => ({ name, sensitivity: null }));
  const laravel = ["id", "ip_address", "payload", "last_activity"].map((name) => ({ name, sensitivity: null }));
  const nextAuth = [{ name: "sessionToken", sensitivity: sensitivityOfColumn("sessions", "sessionToken", "text") }];
  assert.equal(sensitivityOfRelation("sessions", visits), null);
  assert.equal(sensitivityOfRelation("sessions", laravel)?.why, "sign-in secret");
  assert.equal(sensitivityOfRelation("Session", nextAuth)?.why, "sign-in secret");
  assert.equal(sensitivityOfRelation("session_events", laravel), null);
});

test("relations whose names only contain the word stay", () => {
  const columns = [{ name: "id", sensitivity: null }];
  for (const name of [
    "token_usage",
    "api_key_usage",
    "keyboards",
    "foreign_keys_report",
    "secretaries",
    "vaults_log",
  ]) {
    assert.equal(sensitivityOfRelation(name, columns), null, name);
  }
});
