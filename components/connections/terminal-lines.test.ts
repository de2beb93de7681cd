import assert from "node:assert/strict";
import { test } from "node:test";
import { terminalLines } from "./terminal-lines.ts";

test("a login that was made elsewhere is adopted, and a name that a shell would read otherwise is quoted", () => {
  assert.ok(
    terminalLines({ role: "lucien_readonly", passwordMode: "verifier" }).includes(
      "npm run --silent cli -- pause --role lucien_readonly",
    ),
  );
  const [, rotate] = terminalLines({ role: "O'Neill; rm", passwordMode: "kept" });
  assert.equal(rotate, `npm run --silent cli -- rotate --role 'O'\\''Neill; rm' --adopt`);
});
