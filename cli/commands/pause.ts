import { pause, resume } from "../../lib/lifecycle/pause.ts";
import { readTarget } from "../credentials.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { connectionOf } from "../flags.ts";
import { type LifeFlags, lifeOptions, printScript, saySessions } from "../life.ts";
import { printJson, printResult, say } from "../print.ts";

/** NOLOGIN, and its sessions ended. Exit 1 where a session could not be. */
export async function pauseCommand(flags: LifeFlags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  if (flags.sql) return printScript(target, flags, "pause");
  const { outcome, role, statements, sessions } = await pause(target, lifeOptions(flags));
  if (flags.json) printJson({ formatVersion: 1, outcome, role, statements, sessions });
  else printResult(`${role}: ${outcome}`);
  return saySessions(sessions);
}

/** LOGIN again. */
export async function resumeCommand(flags: LifeFlags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  if (flags.sql) return printScript(target, flags, "resume");
  const { outcome, role, statements, expiredAt } = await resume(target, lifeOptions(flags));
  if (flags.json) printJson({ formatVersion: 1, outcome, role, statements, expiredAt });
  else printResult(`${role}: ${outcome}`);
  if (expiredAt !== null) say(`Its password ran out on ${expiredAt}: rotate gives it a new one.`);
  return EXIT.done;
}
