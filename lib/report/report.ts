import type { SchemaFacts, Snapshot } from "../inspect/snapshot.ts";
import type { Plan } from "../plan/plan.ts";
import type { RelationRights, Verification, WayAround } from "../verify/verification.ts";
import { askedGuards, foundGuards } from "./guards.ts";
import { withoutSecrets } from "./no-secrets.ts";
import type { Recorded } from "./recorder.ts";
import { type Report, type ReportTable, reportSchema } from "./schema.ts";
import { headline } from "./words.ts";

export type ReportInput = {
  verification: Verification;
  /** What was seen on the way: see `reportRecorder`. */
  recorded: Recorded;
  /** null: nothing was made, an existing login was checked. */
  applied: Report["applied"];
  password: { mode: Report["password"]["mode"]; madeIn: Report["password"]["madeIn"] };
  /** sslmode of the URL; null where none was made. */
  line: Report["server"]["line"];
  uncovered: Plan["uncovered"];
  hazards: Plan["hazards"];
  toolVersion: string;
  now: Date;
};

/**
 * What a run or a check found, as one document: every rendering is made from it. Pure; the same values give the same
 * document, and no password or verifier is in it, whatever the values hold.
 */
export function reportOf(input: ReportInput): Report {
  const { verification, recorded, now } = input;
  const { request } = recorded;
  const { server, verdict, reach, coverage, checkedAt, durationMs } = verification;
  const { versionNum, host, port, database, provider } = server;
  const report: Report = {
    tool: { name: "lucien-readonly", version: input.toolVersion },
    madeAt: now.toISOString(),
    summary: "",
    verdict,
    reach,
    role: server.role,
    server: { versionNum, host, port, database, provider, line: input.line },
    applied: input.applied,
    password: { ...input.password, loginTested: verification.findings.every((one) => one.code !== "login-not-tested") },
    checked: { at: checkedAt, durationMs },
    coverage,
    schemas: schemasOf(recorded.rights, recorded.snapshot),
    ways: waysOf(input),
    findings: verification.findings,
    uncovered: input.uncovered.map(({ kind, object, owner, reason, remedy }) => ({
      kind,
      object,
      owner,
      reason,
      remedy,
    })),
    decisions: input.hazards.map(({ code, object, sentence, accepted }) => ({ code, object, sentence, accepted })),
    guards: request === null ? foundGuards(verification) : askedGuards(request),
    probes: verification.probes,
  };
  return reportSchema.parse(withoutSecrets({ ...report, summary: headline(report) }));
}

/** In the order of the screen; the temporary password of a run is one of them. */
const WAY_ORDER: readonly WayAround["id"][] = [
  "new-table",
  "temporary-table",
  "definer-routine",
  "become-another",
  "through-view",
  "settings-files",
  "other-databases",
  "later-rights",
];

function waysOf({ recorded, applied, password, verification }: ReportInput): Report["ways"] {
  const ways = WAY_ORDER.flatMap((id) => recorded.ways.get(id) ?? []);
  if (applied === null) return ways;
  // ALTER ROLE's success is the evidence: the password that signed us in is no longer the login's.
  const signedIn = verification.findings.every((one) => one.code !== "login-not-tested");
  const answer = password.mode === "verifier" && signedIn ? "replaced" : "none was made";
  return [...ways, { id: "test-password", state: "shut", answer }];
}

/** What the audit judged, and beside it what an admin saw that the login has nothing to do with. */
function schemasOf(rights: readonly RelationRights[], snapshot: Snapshot | null): Report["schemas"] {
  const kinds = new Map<string, SchemaFacts["kind"]>(snapshot?.schemas.map(({ name, kind }) => [name, kind]));
  const judged = new Set(rights.map(({ schema, name }) => JSON.stringify([schema, name])));
  const unseen = (snapshot?.relations ?? []).filter(
    ({ schema, name, partitionRoot, extension }) =>
      partitionRoot === null &&
      extension === null &&
      kinds.get(schema) !== "extension" &&
      !judged.has(JSON.stringify([schema, name])),
  );
  const tables = [
    ...rights.map((one) => ({ schema: one.schema, table: tableOf(one) })),
    ...unseen.map((one) => ({ schema: one.schema, table: hidden(one) })),
  ];
  return [...Map.groupBy(tables, ({ schema }) => schema)]
    .map(([name, list]) => ({
      name,
      kind: kinds.get(name) ?? null,
      tables: list.map(({ table }) => table).sort((a, b) => compare(a.name, b.name)),
    }))
    .sort((a, b) => rankOf(a) - rankOf(b) || compare(a.name, b.name));
}

/** What is read from stands first, then what is not shared, the host's own last. */
function rankOf({ kind, tables }: Report["schemas"][number]): number {
  if (tables.some((table) => table.read !== "none")) return 0;
  return kind === "provider" ? 2 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tableOf(rights: RelationRights): ReportTable {
  const { name, kind, estimatedRows: rows, meant, read, columns, withheld = [], can } = rights;
  const readable = read === "none" ? 0 : rights.readableColumns;
  return { name, kind, rows, meant, read, columns, readable, withheld, can };
}

/** The login was not looked at for it: no USAGE on its schema, and no right on it. */
function hidden({ name, kind, estimatedRows: rows, columns }: Snapshot["relations"][number]): ReportTable {
  const nothing = { meant: false, read: "none" as const, readable: 0, withheld: [], can: [] };
  return { name, kind, rows, columns: columns.length, ...nothing };
}
