import assert from "node:assert/strict";
import { test } from "node:test";
import {
  askMissing,
  composeInput,
  EMPTY_ASK,
  messageOf,
  newPasscode,
  readHost,
  spacedPasscode,
  wantedText,
} from "./compose-model.ts";

const ASK = { ...EMPTY_ASK, from: "Ada", wanted: "Usage and payments" };

test("the message says what is wanted, where the link is and until when", () => {
  const text = messageOf({ ...ASK, passcode: false }, "https://a.example/h/1#x", "Thursday 26 November, 14:02 (CET)");
  assert.match(text, /I would like it to see: Usage and payments\. It must not be able to change anything\./);
  assert.match(text, /\n\nhttps:\/\/a\.example\/h\/1#x\n\n/);
  assert.match(text, /until Thursday 26 November, 14:02 \(CET\)\. If it says/);
});

test("a passcode is announced in the message", () => {
  const text = messageOf({ ...ASK, passcode: true }, "https://a.example/h/1#x", "Thursday");
  assert.match(text, /I will give you the passcode by phone\./);
});

test("words and picked schemas make one text", () => {
  assert.equal(wantedText({ wanted: "Usage!", schemas: [] }), "Usage!");
  assert.equal(
    wantedText({ wanted: " Usage ", schemas: ["public", "billing"] }),
    "Usage. The schemas public, billing.",
  );
  assert.equal(wantedText({ wanted: "", schemas: ["public"] }), "the schemas public.");
});

test("of a pasted connection string only the host is kept", () => {
  assert.deepEqual(readHost("postgresql://a:hunter2@db.example.com:5432/x"), {
    host: "db.example.com",
    says: "We kept the host only. The password in it was dropped.",
    wrong: false,
  });
  assert.deepEqual(readHost(" db.example.com "), { host: "db.example.com", says: null, wrong: false });
  assert.equal(readHost("our supabase one").wrong, true);
});

test("a link needs words or picks, and a host that is one or none", () => {
  assert.equal(askMissing(EMPTY_ASK, null), "Say what Lucien should see");
  assert.equal(askMissing({ ...ASK, wanted: "", schemas: ["public"] }, null), null);
  assert.equal(askMissing({ ...ASK, from: " " }, null), "Say who is asking");
  assert.equal(askMissing({ ...ASK, host: "not a host" }, null), "The host is not one yet");
  assert.equal(askMissing(ASK, null), null);
});

test("a passcode is six digits and is read out in two groups", () => {
  for (let i = 0; i < 50; i++) assert.match(newPasscode(), /^\d{6}$/);
  assert.equal(spacedPasscode("418206"), "418 206");
});

const LOGIN = {
  connection: "x",
  host: "db.example.com",
  port: 5432,
  database: "shop",
  sslmode: "require",
  adopt: false,
} as const;
const PAUSE = { intent: "pause", role: "lucien_readonly", login: LOGIN } as const;

test("a link about a login says which, and asks for that alone", () => {
  assert.equal(askMissing(EMPTY_ASK, PAUSE), "Say who is asking");
  assert.equal(askMissing({ ...ASK, wanted: "" }, PAUSE), null);
  assert.equal(askMissing({ ...ASK, wanted: "" }, { ...PAUSE, intent: "change" }), "Say what Lucien should see");
  const input = composeInput({ ...ASK, host: "typed.example" }, PAUSE);
  assert.deepEqual([input.intent, input.wanted, input.host], ["pause", "", "db.example.com"]);
  assert.equal(wantedText({ wanted: "", schemas: [], ...PAUSE }), "Pause lucien_readonly on shop at db.example.com.");
  const text = messageOf({ ...ASK, ...PAUSE, passcode: false }, "https://a.example/h/1#x", "Thursday");
  assert.match(
    text,
    /^Hi! Could you pause the read-only login of Lucien, .*\?\n\nIt is the login lucien_readonly, on shop at db\.example\.com\.\n\n/,
  );
  assert.doesNotMatch(text, /I would like it to see/);
});

test("only where the SQL can be run by oneself the message says so", () => {
  const at = ["https://a.example/h/1#x", "Thursday"] as const;
  const change = { ...ASK, ...PAUSE, intent: "change", passcode: false } as const;
  assert.doesNotMatch(messageOf(change, ...at), /run it yourself/);
  for (const ask of [{ ...ASK, passcode: false }, { ...change, intent: "rotate" } as const]) {
    assert.match(messageOf(ask, ...at), /the exact SQL first, and you can run it yourself/);
  }
});
