import type { Access } from "../inspect/access.ts";
import type { BodyVerdict } from "./body.ts";
import type { Finding, FindingClass } from "./finding.ts";
import type { Reading } from "./reading.ts";
import type { AuditScope } from "./scope.ts";

/** One kind of way, or gap. `docs/findings.md` is made of `meaning`, `exploited` and `closed`. */
export type Rule = {
  code: string;
  /** The classes that its findings may have. */
  classes: readonly FindingClass[];
  /** What it looks at: one database, the whole cluster, or what the role reads. */
  about: "database" | "cluster" | "reading";
  meaning: string;
  exploited: string;
  closed: string;
  find(context: AuditContext): Finding[];
};

/** What the rules judge: the facts, and answers that several of them need. */
export type AuditContext = {
  access: Access;
  /** What it is meant to read; null: what its own grants mean. */
  scope: AuditScope | null;
  /** Verdicts on routine bodies, by OID. What is not in it was not read and counts as writing. */
  bodies: ReadonlyMap<number, BodyVerdict>;
  /** Another database of the cluster than the one asked about: its objects bear its name, the cluster's rules rest. */
  elsewhere: boolean;
  /** It may create temporary objects here. */
  temporary: boolean;
  /** It may create permanent objects somewhere here. */
  creates: boolean;
  /** Its sessions are, or it can make them, such as fire what is ENABLE REPLICA (session_replication_role). */
  replica: boolean;
  /** It is or can become a superuser. */
  superuser: boolean;
  /** How far it reads each relation that it is meant to read. */
  readings: readonly Reading[];
};
