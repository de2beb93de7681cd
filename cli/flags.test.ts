import assert from "node:assert/strict";
import { test } from "node:test";
import { Command } from "commander";
import { AppError } from "../lib/errors.ts";
import { planRequestSchema } from "../lib/plan/request.ts";
import { flagsOf, requestOf, withAdminFlags, withCommonFlags } from "./flags.ts";

function parsed(...argv: string[]) {
  const command = withAdminFlags(withCommonFlags(new Command("x").exitOverride()));
  return flagsOf(command.parse(argv, { from: "user" }));
}

for (const argv of [
  [],
  ["--act-as", "owners"],
  ["--adopt", "--accept", "public-temporary:o", "--valid-until", "2099-01-01"],
]) {
  test(`the request of "${argv.join(" ")}" is what the schema makes of it`, () => {
    const request = requestOf(parsed(...argv), [{ name: "public", future: true, relations: [] }]);
    // To the letter: the order counts in the plan's fingerprint.
    assert.equal(JSON.stringify(planRequestSchema.parse(request)), JSON.stringify(request));
    const { rowRules: _, giveBack: __, ...given } = request;
    assert.deepEqual(planRequestSchema.parse(given), request);
  });
}

for (const end of [
  ...[
    "2096-02-29",
    "2099-06-30T18:00:00Z",
    "2099-06-30T18:00Z",
    "2099-06-30T18:00:00.25+02:00",
    "2099-06-30T18:00-11:30",
  ],
  ...["2099-02-29", "2099-13-01", "2099-06-31T00:00:00Z", "2099-06-30T18:00:00", "2099-06-30T24:00:00Z", "2099-6-1"],
  ...[
    "2099-06-30 18:00:00Z",
    "2099-06-30T18:00:00+2",
    "2099-06-30T18:00:00+25:00",
    "+12099-01-01T00:00:00Z",
    "later",
    "",
  ],
]) {
  test(`--valid-until takes "${end}" if the schema does`, () => {
    const full = /^[\d-]{10}$/.test(end) ? `${end}T00:00:00Z` : end;
    const allowed = planRequestSchema.shape.validUntil.safeParse(full).success;
    if (allowed) assert.equal(parsed("--valid-until", end).validUntil, full);
    else assert.throws(() => parsed("--valid-until", end), AppError);
  });
}
