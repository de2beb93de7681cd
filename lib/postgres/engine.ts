import { AppError } from "../errors.ts";

export type Engine = {
  id: string;
  name: string /** Why we stop, where it is not Postgres. */;
  refusal: AppError | null;
};

type EngineRow = { id: string; name: string; version?: RegExp; parameter?: string; host?: RegExp; why: string };

/**
 * Engines that speak Postgres' protocol and are something else. Told by version() or by what the server reports at
 * start-up (ParameterStatus: psycopg knows CockroachDB by `crdb_version`), and by host names that lead nowhere else.
 */
const OTHER_ENGINES: readonly EngineRow[] = [
  {
    id: "cockroachdb",
    name: "CockroachDB",
    version: /^CockroachDB/i,
    parameter: "crdb_version",
    host: /\.cockroachlabs\.cloud$/i,
    why: "It looks like Postgres, but its privileges work differently.",
  },
  {
    id: "redshift",
    name: "Amazon Redshift",
    version: /\bRedshift\b/i,
    host: /\.redshift(-serverless)?\.amazonaws\.com(\.cn)?$/i,
    why: "It is a warehouse with its own privileges. Use Lucien's way in for Redshift.",
  },
  {
    id: "dsql",
    name: "Amazon Aurora DSQL",
    version: /\bDSQL\b/i,
    host: /\.dsql\.[a-z0-9-]+\.on\.aws$/i,
    why: "It has no lasting passwords, so a saved URL cannot work.",
  },
  {
    id: "materialize",
    name: "Materialize",
    version: /\bMaterialize\b/i,
    parameter: "mz_version",
    host: /\.materialize\.cloud$/i,
    why: "Its privileges are its own.",
  },
  {
    id: "cratedb",
    name: "CrateDB",
    version: /\bCrateDB\b/i,
    parameter: "crate_version",
    host: /\.cratedb\.net$/i,
    why: "Its privileges are its own.",
  },
  {
    id: "questdb",
    name: "QuestDB",
    version: /\bQuestDB\b/i,
    parameter: "questdb_version",
    why: "It has no privileges for single tables.",
  },
  {
    id: "yugabyte",
    name: "YugabyteDB",
    version: /-YB-/,
    parameter: "yb_version",
    host: /\.yugabyte\.cloud$/i,
    why: "Most privileges match, but nobody has proven it here.",
  },
  {
    id: "greenplum",
    name: "Greenplum",
    version: /\b(Greenplum|Cloudberry)\b/i,
    why: "It is a relative of an old Postgres, and nobody has proven it here.",
  },
];

const POSTGRES: Engine = { id: "postgresql", name: "PostgreSQL", refusal: null };

/** Which engine answers, by version() and start-up parameters; `refusal` is AppError `refused.engine` for all but Postgres. */
export function engineOfVersion(version: string, parameters: Readonly<Record<string, string>>): Engine {
  const row = OTHER_ENGINES.find(
    (engine) => engine.version?.test(version) || (engine.parameter !== undefined && engine.parameter in parameters),
  );
  return row === undefined ? POSTGRES : engineFrom(row, version || `ParameterStatus ${row.parameter}`);
}

/** Which engine a host name belongs to: a reason to stop before a password is sent. */
export function engineOfHost(host: string): Engine {
  const row = OTHER_ENGINES.find((engine) => engine.host?.test(host.replace(/\.$/, "")));
  return row === undefined ? POSTGRES : engineFrom(row, host);
}

function engineFrom(row: EngineRow, evidence: string): Engine {
  const refusal = new AppError("refused.engine", `This is ${row.name}, not Postgres. ${row.why}`, {
    hint: "Nothing was changed. We work with Postgres 13 and newer.",
    detail: `Told by: ${evidence.slice(0, 200)}`,
    field: "host",
  });
  return { id: row.id, name: row.name, refusal };
}
