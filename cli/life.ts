import type { EndedSessions } from "../lib/lifecycle/end-sessions.ts";
import { lifeScript } from "../lib/lifecycle/life-script.ts";
import type { LifeAct } from "../lib/lifecycle/life-script-text.ts";
import type { LifeOptions } from "../lib/lifecycle/role-to-change.ts";
import type { Target } from "../lib/postgres/client.ts";
import { clientOptions } from "./connect.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Flags } from "./flags.ts";
import { printJson, printResult, say } from "./print.ts";

/** Of the commands about a role that is there already. `sql`: print the script instead of doing it. */
export type LifeFlags = Flags & { sql: boolean };

/** Whom the flags mean, and how to get there. */
export function lifeOptions({ role, adopt, actAs, ...flags }: Flags): LifeOptions {
  const client = clientOptions({ role, adopt, actAs, ...flags });
  return { role, adopt, actAs, client, onConnected: (info) => info.warnings.forEach(say) };
}

/** --sql: the script, for this very admin; changes nothing. */
export async function printScript(target: Target, flags: Flags, act: LifeAct): Promise<ExitCode> {
  const script = await lifeScript(target, lifeOptions(flags), act);
  if (flags.json) printJson({ formatVersion: 1, role: flags.role, script });
  else printResult(script);
  return EXIT.done;
}

/** What became of the open sessions; 1 where some are still there. */
export function saySessions({ ended, left, why }: EndedSessions): ExitCode {
  if (ended > 0) say(`Ended ${ended} open ${ended === 1 ? "session" : "sessions"}.`);
  if (left === 0) return EXIT.done;
  say(
    `${left} open ${left === 1 ? "session" : "sessions"} could not be ended${why === null ? " in time" : `: ${why}`}.`,
  );
  return EXIT.notReadOnly;
}
