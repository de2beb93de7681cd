import type { ObjectRef, Statement } from "../statements/statement.ts";
import type { RelationRights } from "../verify/verification.ts";

/** One fact about what a role can or cannot do: the single source for preview, report, JSON and documentation. */
export type Finding = {
  /** kebab-case, from the closed list of the rules. */
  code: string;
  class: FindingClass;
  object: ObjectRef | null;
  /** The privilege in Postgres' word (INSERT, CREATE …), null where none is meant. */
  privilege: string | null;
  /** How the role gets it: `PUBLIC`, its own name, or the chain of roles it is a member of. */
  via: string[];
  /** One sentence for the founder. */
  title: string;
  /** Postgres' own terms for the engineer. */
  detail: string;
  fixableBy: FixableBy;
  /** SQL that closes it, or null. */
  remedy: string | null;
  /** What closing it does to others; null where it touches nobody else. Not part of the JSON contract. */
  closing: Closing | null;
  /** Set where more than 200 of a kind were folded into one. */
  count?: number;
  examples?: string[];
};

export const FINDING_CLASSES = ["write", "side-effect", "exposure", "read-gap", "future-gap", "notice"] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

export const FIXABLE_BY = ["role-change", "public-decision", "owner", "cannot-be-closed"] as const;
export type FixableBy = (typeof FIXABLE_BY)[number];

/** The statements that close a finding which touches PUBLIC, who else loses what, and the way back. */
export type Closing = {
  statements: Statement[];
  undo: Statement[];
  /** Roles other than ours that hold the right only through what is taken away. */
  losers: {
    role: string;
    loses: string;
    giveBack: Statement | null /** Reverse of giveBack. */;
    takeBack?: Statement | null;
  }[];
  /** Who granted it, and who owns what it stands on: a REVOKE takes only what its own grantor gave. */
  granted?: { by: string[]; owner: string };
  /** How many more there are than `losers` names. */
  moreLosers?: number;
};

export type Verdict = "read-only" | "can-write" | "inconclusive";
export type Reach = "all" | "partial" | "none";

/** What the pure audit gives: the findings of one database, and what the role reads there. */
export type AuditResult = {
  findings: Finding[];
  verdict: Verdict;
  reach: Reach;
  coverage: { relations: number; readable: number };
  rights: RelationRights[];
};
