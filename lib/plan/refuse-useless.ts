import { AppError } from "../errors.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import { isSystemSchema } from "./containers.ts";
import type { Uncovered } from "./plan.ts";
import { nothingChosen } from "./refuse.ts";
import type { ChosenRelations } from "./relations.ts";
import type { PlanRequest } from "./request.ts";

type Useful = {
  chosen: ChosenRelations;
  connects: boolean;
  asked: number;
  uncovered: readonly Uncovered[];
  coverage: { whole: number; part: number; schemas: string[] };
};

/** Throws `refused.*` when nothing of the request could be read afterwards, naming what is missing. */
export function refuseIfUseless(request: PlanRequest, snapshot: Snapshot, parts: Useful): void {
  const { admin, database } = snapshot;
  if (!parts.connects) {
    throw new AppError("refused.no-connect", "The new login could not open this database. Nothing was changed.", {
      hint: `Its owner ${database.owner} has to allow it, or sign in as that owner.`,
      detail: `${admin.name} may not GRANT CONNECT on ${database.name}, and PUBLIC does not hold it.`,
      sqlstate: "42501",
    });
  }
  refuseAbsent(request, snapshot, parts.chosen);
  const readable = parts.coverage.whole + parts.coverage.part;
  if (readable > 0) return;
  if (parts.asked === 0) {
    if (parts.coverage.schemas.some((name) => request.schemas.some((s) => s.name === name && s.future))) return;
    if (parts.coverage.schemas.length > 0) throw nothingChosen();
  }
  throw new AppError("refused.nothing-readable", "This login could not share any of it. Nothing was changed.", {
    hint: parts.uncovered.find((u) => u.remedy !== "")?.remedy ?? "Sign in as the owner of these tables.",
    detail: whatIsMissing(parts.uncovered),
    sqlstate: "42501",
  });
}

/** Throws where every name that was asked for stands for nothing: that is a slip, not a missing right. */
function refuseAbsent(request: PlanRequest, snapshot: Snapshot, { chosen, missing }: ChosenRelations): void {
  const absent = request.schemas.filter((s) => !snapshot.schemas.some((k) => k.name === s.name)).map((s) => s.name);
  if (absent.length === request.schemas.length) {
    if (absent.every(isSystemSchema)) throw ofTheSystem(absent);
    throw new AppError("refused.schema-missing", `There is no schema called ${absent.join(", ")} in this database.`, {
      hint: "Check the name: capital letters count.",
      detail: "invalid_schema_name",
      sqlstate: "3F000",
    });
  }
  if (chosen.length > 0 || missing.length === 0) return;
  const names = missing.map(({ object }) => [object.schema, object.name, object.column].filter(Boolean).join("."));
  const shown = names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
  const columns = missing.every(({ object }) => object.column !== null);
  throw new AppError(
    `refused.missing-${columns ? "column" : "relation"}`,
    `There is no ${columns ? "column" : "table or view"} called ${shown} in this database.`,
    {
      hint: "Check the name: capital letters count.",
      detail: columns ? "undefined_column" : "undefined_table",
      sqlstate: columns ? "42703" : "42P01",
    },
  );
}

function ofTheSystem(names: readonly string[]): AppError {
  return new AppError(
    "refused.schema-missing",
    `${names.join(", ")} belongs to Postgres itself. There is nothing to share.`,
    {
      hint: "What may be read there, every login reads already. Choose a schema of your own.",
      detail: "Schemas whose names begin with pg_, and information_schema, are the system's.",
    },
  );
}

function whatIsMissing(uncovered: readonly Uncovered[]): string {
  const lines = uncovered
    .filter((u) => u.kind === "relation" || u.kind === "schema")
    .map((u) => `${u.object.schema === null ? "" : `${u.object.schema}.`}${u.object.name}: ${u.reason}`);
  return lines.length > 20 ? `${lines.slice(0, 20).join(" ")} And ${lines.length - 20} more.` : lines.join(" ");
}
