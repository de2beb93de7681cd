import assert from "node:assert/strict";
import { test } from "node:test";
import { URLS } from "./paste-corpus.fixtures.ts";
import { CODE } from "./paste-corpus-code.fixtures.ts";
import { COMMANDS, FILES, PAGES } from "./paste-corpus-files.fixtures.ts";
import { HOSTS } from "./paste-corpus-hosts.fixtures.ts";
import { parsePaste } from "./url.ts";

/** `login|password|host|port|database|encryption`, then what is dropped (-), to be typed (?), chosen (,) or wrong (!). */
function summary(text: string): string {
  const { fields, password, placeholder, hosts, dropped, problem } = parsePaste(text);
  const { user, host, port, database, tls } = fields;
  const main = [user, password ?? "", host, port ?? "", database, tls ?? ""].join("|");
  const extras = [
    ...dropped.map(({ key }) => `-${key}`).sort(),
    placeholder === null ? "" : `?${placeholder}`,
    hosts.length > 0 ? `,${hosts.map((one) => `${one.host}:${one.port ?? ""}`).join(",")}` : "",
    problem === null ? "" : `!${problem.code.replace("usage.", "")}`,
  ];
  return [main, ...extras.filter((extra) => extra !== "")].join(" ");
}

const CORPUS = { URLS, COMMANDS, FILES, PAGES, HOSTS, CODE };

for (const [name, shapes] of Object.entries(CORPUS)) {
  test(`${shapes.length} shapes of ${name.toLowerCase()} are understood`, () => {
    for (const [text, expected] of shapes) assert.equal(summary(text), expected, text);
  });
}

test("the corpus holds at least 150 shapes, none twice", () => {
  const texts = Object.values(CORPUS).flatMap((shapes) => shapes.map(([text]) => text));
  assert.equal(new Set(texts).size, texts.length);
  assert.ok(texts.length >= 150, String(texts.length));
});

test("of no shape does the password stand in anything but the password", () => {
  for (const [text] of Object.values(CORPUS).flat()) {
    const { password, ...rest } = parsePaste(text.replaceAll("pw", "CANARY"));
    assert.doesNotMatch(JSON.stringify(rest), /CANARY/, text);
    if (text.includes(":pw@") && rest.problem?.field !== "paste") assert.equal(password, "CANARY", text);
  }
});
