import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../errors.ts";
import { toQueryError } from "../postgres/explain.ts";
import { explainFailure, VERIFIER_REFUSED } from "./failure.ts";

/** What the driver hands over for an error of the server. */
function fromServer(code: string, message: string) {
  return toQueryError(Object.assign(new Error(message), { code, severity: "ERROR" }), 0);
}

for (const [who, code, message] of [
  ["Neon, at COMMIT", "XX000", "Received HTTP code 400 from control plane: bad password"],
  ["Lakebase, at CREATE ROLE", "XX000", "Neon only supports being given plaintext passwords"],
  ["credcheck", "28P01", "password type is not a plain text"],
  ["a password hook", "22023", "password must contain a symbol"],
] as const) {
  test(`${who}: a refused verifier is told apart, so that the password can be made here`, () => {
    assert.equal(explainFailure(fromServer(code, message)).code, VERIFIER_REFUSED);
  });
}

test("other refusals are of the family change and say that nothing was changed", () => {
  for (const [code, message] of [
    ["42501", "permission denied for table orders"],
    ["55P03", "canceling statement due to lock timeout"],
    ["22023", "invalid value"],
  ] as const) {
    const told = explainFailure(fromServer(code, message));
    assert.match(told.code, /^change\./);
    assert.notEqual(told.code, VERIFIER_REFUSED);
    assert.match(told.message, /Nothing was changed\.$/);
    assert.equal(told.sqlstate, code);
  }
});

test("our own refusals pass as they are", () => {
  const own = new AppError("refused.world-moved", "moved");
  assert.equal(explainFailure(own), own);
});
