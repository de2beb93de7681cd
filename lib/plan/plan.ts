import type { ObjectRef, Statement } from "../statements/statement.ts";

/** What will be done, as data: the same value is shown, sent for review, fingerprinted and applied. */
export type Plan = {
  formatVersion: 1;
  role: string;
  database: string;
  outcome: "create" | "change" | "unchanged";
  /** Run in this order, in one transaction. Hazards that were not accepted have no statement here. */
  statements: Statement[];
  /** The reverse, in the order in which it is to be run. */
  undo: Statement[];
  hazards: Hazard[];
  uncovered: Uncovered[];
  /** sha256 (hex) over the request and every fact of the snapshot that the plan rests on. */
  fingerprint: string;
  /** Relations that the role will be able to read when this is applied: whole, or some columns. */
  coverage: { whole: number; part: number; leftOut: number; schemas: string[] };
};

/** Something that needs a yes by name. Off until accepted; never silent; always in the undo. */
export type Hazard = {
  code: HazardCode;
  object: ObjectRef | null;
  /** `code:object`, what --accept takes and the wizard ticks. */
  key: string;
  /** The founder's sentence: what is true today and what accepting does. */
  sentence: string;
  detail: string;
  /** `write`: while it stands the verdict is can-write. `optional`: closes a side effect only. */
  weight: "write" | "optional";
  statements: Statement[];
  undo: Statement[];
  affects: { role: string; loses: string; giveBack: Statement | null }[];
  accepted: boolean;
};

export type HazardCode =
  | "public-table-write"
  | "public-sequence-write"
  | "public-schema-create"
  | "public-database-create"
  | "public-temporary"
  | "public-routine-execute"
  | "public-large-objects"
  | "public-default-privileges"
  | "public-other"
  | "row-rules-policy"
  | "row-rules-bypass"
  | "adopt-role";

/** What was asked for and cannot be done by this admin, with the line its owner must run. */
export type Uncovered = {
  kind: "relation" | "schema" | "future" | "row-rules" | "public" | "attribute";
  object: ObjectRef;
  owner: string;
  reason: string;
  remedy: string;
};
