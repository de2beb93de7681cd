import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppErrorJson } from "../../../lib/errors.ts";
import { fixFor } from "./fix.ts";

function error(code: AppErrorJson["code"], field: AppErrorJson["field"] = null): AppErrorJson {
  return { code, message: "", hint: "", detail: null, sqlstate: null, field };
}

test("a pooler for short visits is fixed by the port for long ones", () => {
  assert.deepEqual(fixFor(error("refused.transaction-pooler", "port"), 6543), {
    label: "Use port 5432 and check again",
    change: { port: 5432 },
  });
});

test("elsewhere the same failure leads to the field, since we know no better port", () => {
  assert.deepEqual(fixFor(error("refused.transaction-pooler", "port"), 7000), {
    label: "Correct the port",
    focus: "port",
  });
});

test("encryption that is missing is turned on", () => {
  assert.deepEqual(fixFor(error("connect.encryption-required", "tls"), 5432), {
    label: "Turn encryption on and check again",
    change: { tls: null },
  });
});

test("what no field can mend is tried again", () => {
  assert.deepEqual(fixFor(error("connect.too-many-connections"), 5432), { label: "Check again" });
});
