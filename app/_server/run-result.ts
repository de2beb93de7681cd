import "server-only";
import type { RunResult } from "@/components/wizard/wire";
import { sealTo } from "../../lib/credentials/seal.ts";
import type { CreateResult } from "../../lib/lifecycle/create.ts";
import type { FinishScriptResult } from "../../lib/lifecycle/finish-script.ts";

/** What the browser gets of a run: a password only sealed, a verifier never (who has it can pose as the database). */
export async function publicResult(
  result: CreateResult,
  browserKey: string,
  report: string | null,
): Promise<RunResult> {
  const { outcome, role, address, passwordMode, password, uncovered, verification, adminAdvice, finishedAt } = result;
  const secret = password?.reveal() ?? null;
  return {
    outcome,
    role,
    address,
    passwordMode,
    sealedPassword: secret === null ? null : await sealTo(browserKey, secret),
    statements: result.statements.map((statement) => withoutSecrets(statement, secret)),
    verification,
    uncovered,
    adminAdvice,
    report,
    finishedAt,
  };
}

/** As `publicResult`, after a script: what the script did stands with the browser that showed it. */
export function publicScriptResult(result: FinishScriptResult, report: string | null): RunResult {
  const { role, address, verification, statement, finishedAt } = result;
  return {
    outcome: "created",
    role,
    address,
    passwordMode: "verifier",
    sealedPassword: null,
    statements: [withoutSecrets(statement, null)],
    verification,
    uncovered: [],
    adminAdvice: null,
    report,
    finishedAt,
  };
}

/** A statement without what opens a login: verifiers, and this password. */
export function withoutSecrets(statement: string, secret: string | null): string {
  const masked = statement.replace(/SCRAM-SHA-256\$[^']*/g, "SCRAM-SHA-256$…");
  return secret === null ? masked : masked.replaceAll(secret, "…");
}
