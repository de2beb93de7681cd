import fs from "node:fs/promises";
import { AppError } from "../lib/errors.ts";
import { whyLoginIsLost } from "../lib/lifecycle/lost-login.ts";
import type { Target } from "../lib/postgres/client.ts";
import { SQLSTATE } from "../lib/postgres/sqlstate.ts";
import { compare, type Drift, isSameLogin } from "../lib/verify/drift.ts";
import type { Verification } from "../lib/verify/verification.ts";
import { clientOptions } from "./connect.ts";
import { readTarget } from "./credentials.ts";
import { connectionOf, type Flags } from "./flags.ts";
import { oneLine, say } from "./print.ts";

/** As much of a check as tells that it is one; the rest is what we wrote ourselves. */
async function checkSchema() {
  const { z } = await import("zod");
  return z.looseObject({
    formatVersion: z.literal(1),
    verdict: z.enum(["read-only", "can-write", "inconclusive"]),
    server: z.looseObject({ host: z.string(), port: z.int(), database: z.string(), role: z.string() }),
    checkedAt: z.iso.datetime(),
    findings: z.array(z.looseObject({ code: z.string(), class: z.string() })),
  });
}

/**
 * The check in a file: what `audit --json` printed, or the `verification` of `create --json`. Throws AppError
 * `usage.since-file`.
 */
export async function readEarlier(path: string): Promise<Verification> {
  const text = await fs.readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw notUsable("The earlier check cannot be read.", `Look at the path (${cause.code ?? "no code"}).`);
  });
  const document = parsed(text);
  const read = (await checkSchema()).safeParse(document.verification ?? document);
  if (read.success) return read.data as unknown as Verification;
  throw notUsable("This file is not an earlier check.", "Save one with: audit --json > FILE");
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below: to whoever reads it, both are the same fault.
  }
  throw notUsable("This file is not an earlier check.", "Save one with: audit --json > FILE");
}

function notUsable(message: string, hint: string): AppError {
  return new AppError("usage.since-file", message, { hint });
}

/** What changed since then. Throws AppError `usage.other-check` where that was another login. */
export function driftSince(before: Verification, now: Verification): Drift {
  if (isSameLogin(before, now)) return compare(before, now);
  const { host, port, database, role } = before.server;
  throw new AppError("usage.other-check", "The earlier check is of another login or another database.", {
    hint: `It is of ${role} at ${host}:${port}/${database}.`,
  });
}

/** Something that wants a repair; what Postgres lets every login do does not. */
export function hasDrifted({ changes }: Drift): boolean {
  return changes.some((one) => one.class !== "side-effect" && one.class !== "notice");
}

/** One line for each change, its repair below. */
export function driftLines({ since, changes, closed, verdict }: Drift): string[] {
  const none = changes.length + closed.length === 0 ? [`Nothing has changed since ${since}.`] : [];
  const turned = verdict.before === verdict.now ? [] : [`The verdict was ${verdict.before} on ${since}.`];
  return [
    ...none,
    ...turned,
    ...changes.map(
      (one) => `new since ${since}: ${oneLine(one.title)}${one.remedy === null ? "" : `\n    ${one.remedy}`}`,
    ),
    ...closed.map((one) => `closed since ${since}: ${oneLine(one.title)}`),
  ];
}

/**
 * A login that worked then and is refused now: with ADMIN_DATABASE_URL an admin looks why, and the repair is said. Gives
 * the error back, whatever was found.
 */
export async function sayWhyLost(error: unknown, before: Verification, flags: Flags): Promise<unknown> {
  if (!(error instanceof AppError) || !REFUSALS.includes(error.sqlstate ?? "")) return error;
  say(`This login worked on ${before.checkedAt}.`);
  if (!process.env.ADMIN_DATABASE_URL || flags.urlStdin) return error;
  const cause = await lookWhy(before, flags).catch(() => null);
  if (cause !== null) say(`${oneLine(cause.title)}${cause.remedy === null ? "" : `\n    ${cause.remedy}`}`);
  return error;
}

async function lookWhy(before: Verification, flags: Flags) {
  const admin: Target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  return whyLoginIsLost(admin, before, { client: clientOptions(flags) });
}

const REFUSALS: readonly string[] = [
  SQLSTATE.invalidPassword,
  SQLSTATE.invalidAuthorizationSpecification,
  SQLSTATE.insufficientPrivilege,
  SQLSTATE.tooManyConnections,
];
