import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { ident } from "../lib/postgres/sql.ts";
import { VERSIONS, withDatabase } from "../lib/testing/clusters.ts";
import { bundleCommand } from "../scripts/bundle.ts";
import { REPOSITORY } from "../scripts/install.ts";
import { runCommand, runFile } from "./run-command.fixture.ts";

/** Made here, where what is left out of it is found as in an installed package. */
async function withBundle(work: (program: string) => Promise<void>): Promise<void> {
  const folder = path.join(REPOSITORY, ".cache", `bundle-${process.pid}`);
  try {
    await work(await bundleCommand(folder));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Its body is read by a parser that the bundle leaves out and loads late. */
const READER = `create function public.total() returns bigint language sql security definer set search_path = pg_catalog
  as 'select count(*) from public.orders'`;

test("the program that the package installs makes and proves a login as the one in the checkout does", () =>
  withDatabase(VERSIONS.at(-1) ?? 18, (db) =>
    withBundle(async (program) => {
      const admin = await db.admin("createrole");
      await db.query(`create table public.orders(id int); ${READER}`, admin);
      const role = `${db.prefix}_lucien`;
      const url = (user: string, password: string) =>
        `postgresql://${user}:${password}@${db.host}:${db.port}/${db.name}`;
      const env = { ADMIN_DATABASE_URL: url(admin.user, admin.password) };
      const made = JSON.parse((await runFile(program, ["create", "--json", "--role", role], env)).out);
      assert.equal(made.outcome, "created");
      assert.equal(made.verification.verdict, "read-only");
      assert.ok(made.verification.findings.some((one: { code: string }) => one.code === "definer-routine"));
      const known = { READONLY_DATABASE_URL: made.connectionUrl };
      const [bundled, checkout] = await Promise.all([
        runFile(program, ["audit", "--json"], known),
        runCommand(["audit", "--json"], known),
      ]);
      assert.deepEqual(JSON.parse(bundled.out).findings, JSON.parse(checkout.out).findings);
      assert.equal(bundled.code, checkout.code);
      await db.query(`drop owned by ${ident(role)}`);
    }),
  ));

test("its help is the same", () =>
  withBundle(async (program) => {
    const [bundled, checkout] = await Promise.all([runFile(program, ["--help"]), runCommand(["--help"])]);
    assert.equal(bundled.out, checkout.out);
    assert.ok(bundled.out.includes("audit"));
  }));
