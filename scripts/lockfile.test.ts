import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "./install.ts";

type Package = { optionalDependencies?: Record<string, string>; resolved?: string };

const lock = JSON.parse(fs.readFileSync(path.join(REPOSITORY, "package-lock.json"), "utf8"));
const packages: Record<string, Package> = lock.packages;

// An npm whose registry lacks a platform's package leaves it out of the lockfile, and then `npm ci` fails everywhere.
test("the lockfile names the optional packages of every platform", () => {
  const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(at, name)),
  );
  assert.deepEqual(missing, []);
});

test("the lockfile names no registry", () => {
  assert.deepEqual(
    Object.keys(packages).filter((at) => packages[at]?.resolved !== undefined),
    [],
  );
});

/** As Node looks for a package: beside the one that wants it, then further up. */
function isLocked(from: string, name: string): boolean {
  if (packages[`${from === "" ? "" : `${from}/`}node_modules/${name}`]) return true;
  return (
    from !== "" &&
    isLocked(from.includes("/node_modules/") ? from.slice(0, from.lastIndexOf("/node_modules/")) : "", name)
  );
}
