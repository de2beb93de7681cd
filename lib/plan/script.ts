import type { Finding } from "../audit/finding.ts";
import { AppError } from "../errors.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import { literal } from "../postgres/sql.ts";
import { actAsAdmin } from "../statements/membership.ts";
import { setPassword } from "../statements/role.ts";
import { failIfUnreadable } from "../statements/script-check.ts";
import { canAlter } from "./login.ts";
import { type Plan, plan } from "./plan.ts";
import { BEGIN, comment, explained, HEAD, NO_SELF_GRANT } from "./psql-text.ts";
import type { PlanRequest } from "./request.ts";
import { remediesTakenBack } from "./take-back.ts";

export type Scripts = {
  script: string;
  undoScript: string;
  outcome: Plan["outcome"];
  /** What the script runs between BEGIN and its check, byte for byte. */
  statements: string[];
  uncovered: Plan["uncovered"];
};

/**
 * The same plan as psql scripts: one transaction that stops at the first error, the check inside, every step explained.
 * `verifier` is that of a temporary password which whoever asked for the script keeps; null: the role gets none, and
 * the script says how to set one. No secret either way. A login that exists keeps its password, unless `newPassword`
 * gives it that temporary one: whoever uses the old one is cut off then. Throws what `plan` throws.
 */
export function planScripts(
  request: PlanRequest,
  snapshot: Snapshot,
  findings: readonly Finding[],
  verifier: string | null = null,
  newPassword = false,
): Scripts {
  const password = verifier === null ? null : literal(verifier);
  const planned = plan(request, snapshot, findings, { password, validUntil: null, final: null });
  const changesPassword = newPassword && verifier !== null && planned.outcome !== "create";
  const made = changesPassword ? withPassword(planned, request, snapshot, verifier) : planned;
  const { admin, server } = snapshot;
  // Also where it would act as itself: ALTER ROLE … SET role makes psql's session another one.
  const acts = request.actAs || admin.signedInAs !== admin.name;
  const open = [
    ...HEAD,
    ...BEGIN,
    ...(server.versionNum >= 160_000 ? NO_SELF_GRANT : []),
    ...(acts ? explained(actAsAdmin(admin.name)) : []),
  ];
  return {
    script: script(made, request, open, verifier !== null),
    undoScript: undoScript(made, open),
    outcome: made.outcome,
    statements: made.statements.map((statement) => statement.sql),
    uncovered: made.uncovered,
  };
}

/** There is no way back from it, so the undo does not speak of it. */
function withPassword(made: Plan, request: PlanRequest, snapshot: Snapshot, verifier: string): Plan {
  if (snapshot.role !== null && !canAlter(snapshot, snapshot.role)) {
    throw new AppError("refused.role-not-ours", "This admin may not give the login a new password.", {
      hint: "Sign in as the admin who made the login, or as a superuser.",
      detail: `No CREATEROLE, or on 16 and later no ADMIN OPTION on ${request.role}.`,
      sqlstate: "42501",
    });
  }
  const words = {
    title: "Give the login a test password.",
    reason: "Also a verifier. The old password stops working here; Lucien's own follows after the login test.",
  };
  const statement = setPassword(request.role, literal(verifier), literal(request.validUntil ?? "infinity"), words);
  return { ...made, outcome: "change", statements: [...made.statements, statement] };
}

function script(made: Plan, request: PlanRequest, open: readonly string[], hasPassword: boolean): string {
  const head = [
    `Gives the role ${made.role} read access in the database ${made.database}.`,
    "Everything or nothing: one transaction that stops at the first error. It holds no secret.",
    "Run it with: psql -X -f this-file 'your admin connection'",
  ];
  if (made.statements.length === 0)
    return `${comment(["All of this is in place already. There is nothing to change."])}\n`;
  const covered = coveredRelations(made, request);
  const check =
    covered.length === 0
      ? []
      : [
          comment(["Check: GRANT may warn and do nothing, so ask again."]),
          `${failIfUnreadable(made.role, covered)};`,
          "",
        ];
  const after = made.outcome === "create" && !hasPassword ? [comment(passwordLater(made.role)), ""] : [];
  return [
    comment(head),
    "",
    ...open,
    ...made.statements.flatMap(explained),
    ...check,
    "COMMIT;",
    "",
    ...openEnds(made),
    ...after,
  ].join("\n");
}

function undoScript(made: Plan, open: readonly string[]): string {
  const head = [
    `Takes back what was done for the role ${made.role} in the database ${made.database}.`,
    "Everything or nothing: one transaction that stops at the first error.",
  ];
  if (made.undo.length === 0) return `${comment(["Nothing was changed, so there is nothing to take back."])}\n`;
  const lines = made.outcome === "create" ? remediesTakenBack(made.role, made.uncovered) : [];
  const first =
    lines.length === 0
      ? []
      : [comment(["First, where an owner has run a line for this login (else 2BP01):", ...lines]), ""];
  return [comment(head), "", ...first, ...open, ...made.undo.flatMap(explained), "COMMIT;", ""].join("\n");
}

function passwordLater(role: string): string[] {
  return [
    "The login has no password yet, so nobody can sign in as it. In psql, this sets one without showing it to the log:",
    `\\password "${role.replaceAll('"', '""')}"`,
  ];
}

function openEnds(made: Plan): string[] {
  const notes = made.notes.map((n) => comment([n.sentence, n.detail, `  Then: ${n.remedy}`]));
  if (made.uncovered.length === 0) return notes.length === 0 ? [] : [...notes, ""];
  const lines = made.uncovered.flatMap((u) => {
    const name = u.object.schema === null ? u.object.name : `${u.object.schema}.${u.object.name}`;
    return [
      `${u.kind} ${name}: ${u.reason}`,
      ...(u.remedy === "" ? [] : [`  ${u.owner || "a superuser"} runs: ${u.remedy}`]),
    ];
  });
  return [comment(["Not covered by this script:", ...lines]), ...notes, ""];
}

function coveredRelations(made: Plan, request: PlanRequest) {
  const open = new Set(made.coverage.schemas);
  const not = new Set(made.uncovered.map(({ object }) => JSON.stringify([object.schema, object.name])));
  return request.schemas
    .filter((s) => open.has(s.name))
    .flatMap((s) => s.relations.map((r) => ({ schema: s.name, name: r.name, columns: r.columns })))
    .filter((r) => !not.has(JSON.stringify([r.schema, r.name])));
}
