import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Client } from "../postgres/client.ts";

/**
 * The facts that a plan rests on, read afresh: inspect, and audit where hazards are to be known. The findings may still
 * be on their way over a session of their own, where that was allowed; `client` is free when this resolves.
 */
export type Survey = (
  client: Client,
  wish: SurveyWish,
) => Promise<{ snapshot: Snapshot; findings: Finding[] | ComingFindings }>;

export type ComingFindings = {
  /** null: the session that was asked is lost. Never rejects. */
  soon: Promise<Finding[] | null>;
  /** Asked over the run's own session instead, which is free. Throws QueryError. */
  instead: () => Promise<Finding[]>;
};

export type SurveyWish = {
  /** As soon as the snapshot is there, while the findings are still on their way. */
  onSnapshot?: (snapshot: Snapshot) => void;
  /**
   * What is run does not hang on the findings: they may come while it runs. Resolves when it is on its way to the server,
   * and this process has nothing else to do. Absent: nothing is run before they are there.
   */
  underway?: Promise<void>;
  /** Nobody waits for the findings any more. */
  signal?: AbortSignal;
};
