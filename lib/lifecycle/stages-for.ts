import { AppError } from "../errors.ts";
import type { ClientOptions, Target } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import type { CreateStages } from "./stages.ts";
import { loadProof, survey } from "./survey.ts";

/**
 * The stages of a run at this address: both ways in, the wizard and the command line, go through these. `options`: how
 * the run's own session was opened.
 */
export function stagesFor(target: Target, options: ClientOptions): CreateStages {
  let lost = false;
  const onLost = () => {
    lost = true;
  };
  return {
    survey: (client, role, { underway, ...rest } = {}) => {
      const wish = lost || underway === undefined ? rest : { ...rest, underway };
      return survey(client, { target, options, role, wish, onLost }).catch(refuseBlind);
    },
    verify: async (input) => (await loadProof()).verifyRequest(input),
  };
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
