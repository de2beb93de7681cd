import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "./install.ts";

/** What `docker build` gets to see: .dockerignore shuts out all but these. */
function contextEntries(): string[] {
  const [first, ...opened] = fs.readFileSync(path.join(REPOSITORY, ".dockerignore"), "utf8").trim().split("\n");
  assert.equal(first, "*");
  return opened.map((line) => line.slice(1));
}

function sourcesBelow(entry: string): string[] {
  const full = path.join(REPOSITORY, entry);
  if (!fs.statSync(full).isDirectory()) return /\.[jt]sx?$/.test(entry) ? [entry] : [];
  return fs.readdirSync(full).flatMap((name) => sourcesBelow(path.join(entry, name)));
}

/** The files of ours that this one names, from the repository's root. */
function importedBy(file: string): string[] {
  const text = fs.readFileSync(path.join(REPOSITORY, file), "utf8");
  const names = [...text.matchAll(/^(?:import|export|\} from).*?["'](\.{1,2}\/[^"']+|@\/[^"']+)["']/gm)].map(
    ([, name = ""]) => name,
  );
  return names.map((name) => (name.startsWith("@/") ? name.slice(2) : path.join(path.dirname(file), name)));
}

test("the image is built from all that its sources import: the build checks the types of every one of them", () => {
  const entries = contextEntries();
  const imports = entries.flatMap(sourcesBelow).flatMap((file) => importedBy(file).map((name) => ({ file, name })));
  assert.ok(imports.length > 1000, "they are found");
  const missing = imports.filter(
    ({ name }) => !entries.some((entry) => name === entry || name.startsWith(`${entry}/`)),
  );
  assert.deepEqual(missing, []);
});
