import { findingsAtLast } from "../../lib/apply/findings-beside.ts";
import { stagesFor } from "../../lib/lifecycle/stages-for.ts";
import { type Hazard, type Plan, type PlanNote, plan, type Uncovered } from "../../lib/plan/plan.ts";
import { planFile } from "../../lib/plan/plan-file.ts";
import { planScripts } from "../../lib/plan/script.ts";
import { selectFrom } from "../../lib/plan/select.ts";
import { clientOptions, connected, sayLeftOut } from "../connect.ts";
import { readTarget } from "../credentials.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { connectionOf, type Flags, requestOf, scopeOf } from "../flags.ts";
import { savePlan } from "../plan-files.ts";
import { oneLine, printJson, printResult, shellWord } from "../print.ts";

export type PlanFlags = Flags & { sql: boolean; undo: boolean; save?: string };

/** Statements, hazards and what is not covered; changes nothing. --sql prints the psql script, --undo its reverse. */
export async function planCommand(flags: PlanFlags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  const seen = await connected(target, flags, (client) =>
    stagesFor(target, clientOptions(flags)).survey(client, flags.role),
  );
  const [snapshot, findings] = [seen.snapshot, await findingsAtLast(seen.findings)];
  const { schemas, leftOut } = selectFrom(snapshot, scopeOf(flags));
  const request = requestOf(flags, schemas);
  const made = plan(request, snapshot, findings);
  const { script, undoScript } = planScripts(request, snapshot, findings);
  sayLeftOut(leftOut);
  if (flags.save !== undefined) await savePlan(flags.save, planFile(request, made, target, new Date()));
  if (flags.json) {
    printJson({ ...made, leftOut, ...(flags.sql ? { script } : {}), ...(flags.undo ? { undoScript } : {}) });
  } else printResult(flags.undo ? undoScript : flags.sql ? script : linesOf(made).join("\n"));
  return EXIT.done;
}

function linesOf(made: Plan): string[] {
  if (
    made.outcome === "unchanged" &&
    made.uncovered.length === 0 &&
    made.hazards.length === 0 &&
    made.notes.length === 0
  ) {
    return ["All of this is in place already. There is nothing to change."];
  }
  return [
    ...made.statements.flatMap(({ title, sql }) => [`-- ${oneLine(title)}`, `${sql};`]),
    ...made.hazards.flatMap(hazardLines),
    ...made.uncovered.flatMap(uncoveredLines),
    ...made.notes.flatMap(noteLines),
  ];
}

function hazardLines({ key, sentence, accepted }: Hazard): string[] {
  return [
    "",
    `-- ${accepted ? "Accepted" : "Needs your yes"}: ${oneLine(sentence)}`,
    `--   --accept ${shellWord(oneLine(key))}`,
  ];
}

function uncoveredLines({ kind, object, owner, reason, remedy }: Uncovered): string[] {
  const name = object.schema === null ? object.name : `${object.schema}.${object.name}`;
  return [
    "",
    `-- Not covered, ${kind} ${oneLine(name)}: ${oneLine(reason)}`,
    ...(remedy === "" ? [] : [`--   ${oneLine(owner || "a superuser")} runs: ${oneLine(remedy)}`]),
  ];
}

function noteLines({ sentence, detail, remedy }: PlanNote): string[] {
  return ["", `-- Note: ${oneLine(sentence)}`, `--   ${oneLine(detail)}`, `--   Then: ${oneLine(remedy)}`];
}
