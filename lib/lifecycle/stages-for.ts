import { setImmediate } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { type BegunLook, beginInspect } from "../inspect/inspect.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { askBeside } from "./beside.ts";
import type { CreateStages } from "./stages.ts";

type Asked = { role: string; onSnapshot: (snapshot: Snapshot) => void };
type Survey = Awaited<ReturnType<CreateStages["survey"]>>;

/**
 * The stages of a run at this address: both ways in, the wizard and the command line, go through these. `options`: how
 * the run's own session was opened.
 */
export function stagesFor(target: Target, options: ClientOptions): CreateStages {
  return {
    survey: (client, role, onSnapshot = () => {}) =>
      surveyAt(target, options, client, { role, onSnapshot }).catch(refuseBlind),
    verify: async (input) => (await loadProof()).verifyRequest(input),
  };
}

/** Needed when something was granted: loaded before that, while the server works, so that nobody waits for it. */
const loadProof = () => import("../verify/verify-request.ts");

/** What there is, and what PUBLIC alone can do: a role that is still to be made can do that, too. */
async function surveyAt(target: Target, options: ClientOptions, client: Client, asked: Asked): Promise<Survey> {
  const beside = askBeside(client, target, options, (second) => publicFindings(second));
  try {
    const look = await beginInspect(client, { role: asked.role, host: target.host });
    if (beside.begun()) {
      const snapshot = look.snapshot();
      // What the second session is to ask next goes out first.
      await setImmediate();
      asked.onSnapshot(snapshot);
      const [found] = await Promise.all([beside.answer, look.committed, loadProof()]);
      return { snapshot, findings: found ?? (await publicFindings(client, { columnAcls: look.columnAcls })) };
    }
    return await surveyAlone(client, look, asked);
  } finally {
    beside.stop();
    await beside.answer;
  }
}

async function surveyAlone(client: Client, look: BegunLook, { onSnapshot: tell }: Asked): Promise<Survey> {
  const { promise: asked, resolve: onIdentity } = Promise.withResolvers<unknown>();
  const findings = publicFindings(client, { columnAcls: look.columnAcls, onIdentity });
  // The long question is on its way before the rows of a large database are put in order here: that takes as long.
  await Promise.race([asked, findings]);
  const looked = setImmediate().then(() => {
    const snapshot = look.snapshot();
    tell(snapshot);
    return snapshot;
  });
  const [snapshot, found] = await Promise.all([looked, findings, look.committed, looked.then(loadProof)]);
  return { snapshot, findings: found };
}

/** Nothing was changed, and nothing will be: what cannot be looked at cannot be planned. */
function refuseBlind(error: unknown): never {
  if (error instanceof QueryError && UNREADABLE_NAMES.includes(error.sqlstate ?? "")) throw unreadableNames(error);
  if (!(error instanceof QueryError) || error.sqlstate !== SQLSTATE.insufficientPrivilege) throw error;
  throw new AppError(
    "refused.cannot-look",
    "This admin may not read the catalog of this database. Nothing was changed.",
    {
      hint: "Somebody took from PUBLIC what every login has by default. Sign in as a superuser, or have it given back.",
      detail: `insufficient_privilege: ${error.serverMessage ?? ""}`,
      sqlstate: error.sqlstate,
      cause: error,
    },
  );
}

/** character_not_in_repertoire, untranslatable_character. */
const UNREADABLE_NAMES: readonly string[] = ["22021", "22P05"];

/** SQL_ASCII takes any bytes as a name; others hold characters that the server itself cannot translate. */
function unreadableNames(error: QueryError): AppError {
  return new AppError(
    "refused.cannot-look",
    "A name in this database is written in an encoding that cannot be read. Nothing was changed.",
    {
      hint: "Give that table, column or comment a name in UTF-8: its owner can, with ALTER … RENAME TO.",
      detail:
        `${error.serverMessage ?? ""} Names are asked for in UTF-8; a database in SQL_ASCII keeps whatever bytes it was given.`.trim(),
      sqlstate: error.sqlstate,
      cause: error,
    },
  );
}
