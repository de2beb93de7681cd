import { type RemoveResult, remove } from "../../lib/lifecycle/remove.ts";
import { readTarget } from "../credentials.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { connectionOf } from "../flags.ts";
import { type LifeFlags, lifeOptions, printScript, saySessions } from "../life.ts";
import { oneLine, printJson, printResult, progress, say } from "../print.ts";

const LEFT = {
  code: "change.left-behind",
  message: "The login is shut, but could not be removed: something still names it.",
  hint: "Have the lines that were listed run by whom they name, then remove it again.",
  sqlstate: "2BP01",
} as const;

/** Gone from every database; or shut, with the exact list of what is left and who can take it away (exit 5). */
export async function removeCommand(flags: LifeFlags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  if (flags.sql) return printScript(target, flags, "remove");
  const result = await remove(target, {
    ...lifeOptions(flags),
    onEvent: (event) => {
      if (event.type === "remove.database") progress(`Cleared ${event.database} …`);
    },
  });
  const { outcome, role, statements, sessions, left } = result;
  const error = outcome === "left" ? { error: LEFT } : {};
  if (flags.json) printJson({ formatVersion: 1, outcome, role, statements, sessions, left, ...error });
  else printResult([`${role}: ${outcome === "left" ? "paused" : outcome}`, ...leftLines(result)].join("\n"));
  saySessions(sessions);
  if (outcome !== "left") return EXIT.done;
  say(`${LEFT.message} ${LEFT.hint}`);
  say(`(${LEFT.code}, SQLSTATE ${LEFT.sqlstate})`);
  return EXIT.change;
}

function leftLines({ left }: RemoveResult): string[] {
  return left.flatMap(({ database, what, who, remedy }) => [
    "",
    `-- Left in ${oneLine(database)}: ${oneLine(what)}`,
    `--   ${oneLine(who)} runs there:`,
    ...remedy.split("\n"),
  ]);
}
