import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { REPOSITORY } from "../install.ts";

/** What must not be written where, and a word of the complaint that has to come. */
const FORBIDDEN: [file: string, code: string, complaint: string][] = [
  ["app/page.tsx", 'import "../cli/main.ts";', "two edges of one core"],
  ["app/rows.ts", 'import pg from "pg";\nexport const rows = pg;', "Only lib/postgres"],
  ["app/real.ts", 'import "../lib/testing/clusters.ts";', "lib/testing starts real servers"],
  ["components/wizard/act.tsx", 'import "@/app/_server/env";', "as props"],
  ["components/wizard/act-near.tsx", 'import "../../app/_server/env.ts";', "as props"],
  [
    "components/wizard/head.tsx",
    'import { headers } from "next/headers";\nexport const h = headers;',
    "do not know the request",
  ],
  ["components/wizard/parse.tsx", 'import { z } from "zod";\nexport const s = z.string();', "browser's bundle"],
  [
    "components/ui/badge.tsx",
    'import type { Plan } from "../../lib/plan/plan.ts";\nexport type P = Plan;',
    "blind to the domain",
  ],
  ["components/ui/step.tsx", 'import "@/components/wizard/step";', "blind to the domain"],
  ["cli/view.ts", 'import "react";', "lib alone"],
  ["cli/part.ts", 'import "../components/wizard/step.ts";', "lib alone"],
  ["cli/real.ts", 'import "../lib/testing/clusters.ts";', "lib/testing starts real servers"],
  ["lib/plan/next.ts", 'import "next/server";', "knows no framework"],
  ["lib/plan/late.ts", 'export const next = await import("next");', "knows no framework"],
  ["lib/plan/react.ts", 'export { useState } from "react";', "knows no framework"],
  ["lib/plan/edge.ts", 'import "../../app/_server/env.ts";', "from lib alone"],
  ["lib/plan/alias.ts", 'import "@/lib/errors.ts";', "from lib alone"],
  ["lib/plan/process.ts", 'import process from "node:process";\nexport const p = process;', "reads no environment"],
  ["lib/plan/env.ts", "export const home = process.env.HOME;", "process.env"],
  ["lib/plan/talk.ts", 'console.log("here");', "console"],
  ["lib/plan/driver.ts", 'import pg from "pg";\nexport const p = pg;', "Only lib/postgres"],
  ["lib/audit/real.ts", 'import "../testing/clusters.ts";', "lib/testing starts real servers"],
  ["lib/lifecycle/write.ts", 'import "../report/report.ts";', "lib/lifecycle may not reach back"],
  ["lib/report/write.ts", 'import "../lifecycle/rotate.ts";', "lib/report may not reach back"],
  ["lib/verify/write.ts", 'import "../report/report.ts";', "lib/verify may not reach back"],
  ["lib/apply/prove.ts", 'import "../verify/verify.ts";', "lib/apply may not reach back"],
  ["lib/plan/run.ts", 'import "../apply/apply.ts";', "lib/plan may not reach back"],
  ["lib/audit/rules/plan.ts", 'import "../../plan/make-plan.ts";', "lib/audit may not reach back"],
  ["lib/probe/judge.ts", 'import "../audit/audit.ts";', "lib/probe may not reach back"],
  ["lib/inspect/queries/try.sql.ts", 'import "../../probe/probe.ts";', "lib/inspect may not reach back"],
  ["lib/statements/look.ts", 'import "../inspect/inspect.ts";', "lib/statements may not reach back"],
  [
    "lib/statements/find.ts",
    'import { CODES } from "../audit/finding.ts";\nexport const c = CODES;',
    "except for types",
  ],
  ["lib/credentials/grant.ts", 'import "../statements/grant.ts";', "lib/credentials may not reach back"],
  ["lib/postgres/url.ts", 'import "../credentials/url.ts";', "lib/postgres may not reach back"],
  ["lib/errors.ts", 'import "./secret.ts";', "stand rightmost"],
  ["lib/hand-off/run.ts", 'import "../apply/apply.ts";', "lib/hand-off knows"],
  ["lib/store/run.ts", 'import "../apply/apply.ts";', "lib/store knows"],
  ["lib/credentials/url.ts", 'import { z } from "zod";\nexport const s = z.string();', "also runs in the browser"],
  [
    "lib/credentials/scram.ts",
    'import { createHash } from "node:crypto";\nexport const h = createHash;',
    "also runs in the browser",
  ],
  ["lib/credentials/password.ts", 'import "./schema.ts";', "also runs in the browser"],
  ["lib/credentials/seal.ts", 'import fs from "node:fs/promises";\nexport const f = fs;', "also runs in the browser"],
  ["lib/plan/index.ts", 'export * from "./plan.ts";', "barrel"],
  ["lib/plan/kinds.ts", "export enum Kind { A }", "enum"],
];

/** The near twins, which are as it should be. */
const ALLOWED: [file: string, code: string][] = [
  ["app/route.ts", 'import "../lib/apply/apply.ts";\nexport const home = process.env.HOME;'],
  ["components/wizard/list.tsx", 'import type { Plan } from "../../lib/plan/plan.ts";\nexport type P = Plan;'],
  ["cli/print.ts", 'import "../lib/apply/apply.ts";\nconsole.log("printed");'],
  [
    "lib/apply/types.ts",
    'import type { Verification } from "../verify/verification.ts";\nexport type V = Verification;',
  ],
  ["lib/statements/types.ts", 'import type { Finding } from "../audit/finding.ts";\nexport type F = Finding;'],
  ["lib/audit/audit.ts", 'import "../inspect/inspect.ts";\nimport "../postgres/sql.ts";\nimport "../errors.ts";'],
  ["lib/postgres/client.ts", 'import pg from "pg";\nexport const p = pg;'],
  ["lib/audit/audit.pg.test.ts", 'import "../testing/clusters.ts";\nimport "../apply/apply.ts";'],
  ["lib/store/sqlite.ts", 'import pg from "pg";\nexport const p = pg;'],
];

let complaints: Map<string, string>;
let planted: string;

before(() => {
  planted = fs.mkdtempSync(path.join(os.tmpdir(), "layers-"));
  fs.copyFileSync(path.join(REPOSITORY, "biome.json"), path.join(planted, "biome.json"));
  fs.cpSync(path.join(REPOSITORY, "scripts", "lint"), path.join(planted, "scripts", "lint"), { recursive: true });
  fs.writeFileSync(path.join(planted, ".gitignore"), "node_modules/\n");
  for (const [file, code] of [...FORBIDDEN, ...ALLOWED]) {
    fs.mkdirSync(path.dirname(path.join(planted, file)), { recursive: true });
    fs.writeFileSync(path.join(planted, file), `${code}\n`);
  }
  complaints = lint(planted);
});

after(() => fs.rmSync(planted, { recursive: true }));

for (const [file, code, complaint] of FORBIDDEN) {
  test(`${file} may not say ${code.split("\n")[0]}`, () =>
    assert.ok(complaints.get(file)?.includes(complaint), complaints.get(file)));
}

for (const [file, code] of ALLOWED) {
  test(`${file} may say ${code.split("\n")[0]}`, () => assert.equal(complaints.get(file), undefined));
}

/** The errors of each file, in one string. */
function lint(folder: string): Map<string, string> {
  const biome = path.join(REPOSITORY, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [biome, "lint", "--reporter=json", "--diagnostic-level=error", "--max-diagnostics=none", "."];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const report = JSON.parse(run.stdout) as {
    diagnostics: { category: string; message: string; location: { path: string } }[];
  };
  const found = new Map<string, string>();
  for (const { category, message, location } of report.diagnostics) {
    found.set(location.path, `${found.get(location.path) ?? ""}${category}: ${JSON.stringify(message)}\n`);
  }
  return found;
}
