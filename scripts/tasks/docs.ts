// npm run docs: writes the parts of the documents that are made from the code. `--check` only tells whether they are so.
import fs from "node:fs";
import path from "node:path";
import { envTable } from "../../app/_server/env-variables.ts";
import { findingsPage } from "../../lib/verify/codes.ts";
import { REPOSITORY } from "../install.ts";

/** Each part stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
const PARTS: { file: string; name: string; make(): string }[] = [
  { file: "README.md", name: "environment", make: envTable },
  { file: "docs/findings.md", name: "findings", make: findingsPage },
];

const check = process.argv.includes("--check");

for (const { file, name, make } of PARTS) {
  const full = path.join(REPOSITORY, file);
  const before = fs.readFileSync(full, "utf8");
  const after = withPart(before, file, name, make());
  if (after === before) continue;
  if (!check) {
    fs.writeFileSync(full, after);
  } else {
    process.stdout.write(`${file}: the part "${name}" is not what the code says. Run: npm run docs\n`);
    process.exitCode = 1;
  }
}

function withPart(text: string, file: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no part "${name}"`);
  return `${text.slice(0, from + start.length)}\n${part}\n${text.slice(to)}`;
}
