import type { Finding, Reach, Verdict } from "../audit/finding.ts";
import type { ObjectRef } from "../statements/statement.ts";

/** The verdict on one role: `audit --json` and the `verification` part of `create --json` (docs/cli.md, format 1). */
export type Verification = {
  formatVersion: 1;
  verdict: Verdict;
  reach: Reach;
  server: { versionNum: number; host: string; port: number; database: string; role: string; provider: string | null };
  /** ISO 8601. */
  checkedAt: string;
  durationMs: number;
  coverage: { relations: number; readable: number; probed: number };
  findings: Omit<Finding, "closing">[];
  probes: Probe[];
  /** For the next check to compare with. Beyond the contract of format version 1; absent in older documents. */
  login?: LoginFacts;
};

/** The login itself, as a check found it. Holds no secret. */
export type LoginFacts = {
  oid: number;
  /** What `reach` was measured against: a request (or flags), or what its own grants mean. */
  meant: "request" | "grants";
  /** -1 is no limit. */
  connectionLimit: number;
  /** ISO 8601; null: its password does not run out. */
  validUntil: string | null;
  /** ALTER ROLE … SET, in this database too. */
  settings: Record<string, string>;
  /** Roles that it is a member of, not what those are members of. */
  memberOf: string[];
  /** Databases of the cluster, beside this one, that it holds CONNECT on. */
  databases: string[];
  /** Schemas with something that it is meant to read. */
  schemas: string[];
  /** Relations (schema, name) of those schemas that it does not read, or not whole, meant or not. */
  notRead: [string, string][];
};

/** One statement that was sent as the role, and the server's answer. */
export type Probe = {
  action: ProbeAction;
  object: ObjectRef | null;
  sql: string;
  /** `00000` for what should work, `42501` for what should be refused. */
  expected: string;
  /** What the server sent; `00000` is success. */
  sqlstate: string;
  result: "denied" | "allowed" | "inconclusive";
  /** The server's message, for the engineer (never a row). */
  message: string | null;
  durationMs: number;
};

export type ProbeAction =
  | "select"
  | "insert"
  | "update"
  | "delete"
  | "truncate"
  | "trigger"
  | "alter"
  | "drop"
  | "connect"
  | "cte"
  | "create-table"
  | "create-temporary"
  | "create-schema"
  | "nextval"
  | "setval"
  | "set-role";

/** How a relation stands in the catalog, per action of the grid. `part`: some columns only. */
export type RelationRights = {
  schema: string;
  name: string;
  kind: string;
  estimatedRows: number | null;
  /** The role is meant to read it (the request, or what its grants mean). */
  meant: boolean;
  read: "all" | "part" | "none";
  readableColumns: number;
  columns: number;
  /** Columns without SELECT, where `read` is `part` because of them. */
  withheld?: string[];
  /** Writing actions for which the catalog says "has the right". */
  can: ("insert" | "update" | "delete" | "truncate" | "trigger" | "alter" | "drop")[];
};

/** One of the ways around the tables ("Ways that are not a table" on the Prove screen). */
export type WayAround = {
  id:
    | "new-table"
    | "temporary-table"
    | "definer-routine"
    | "become-another"
    | "through-view"
    | "settings-files"
    | "other-databases"
    | "later-rights"
    | "test-password";
  state: "shut" | "open" | "anyone" | "unsure";
  /** What the cell says: `denied 42501`, `0 reachable`, `0 of 21 roles`. */
  answer: string;
};

/** What `verify` tells while it works. */
export type VerifyEvent =
  | { type: "verify.signed-in"; attempts: number; durationMs: number }
  /** `planned`: how many tries follow in this database. */
  | { type: "verify.catalog"; relations: RelationRights[]; planned: number }
  /** The first of the tries that are sent now; `asked`: how many of those planned were sent before. */
  | { type: "verify.asking"; sql: string; asked: number }
  | { type: "verify.probe"; probe: Probe }
  | { type: "verify.way"; way: WayAround }
  | { type: "verify.done"; verification: Verification };
