import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import type { Verification, VerifyEvent } from "../verify/verification.ts";

/** The stages that a run goes through beside plan and apply. */
export type CreateStages = {
  /** What there is (told as soon as it is known), and what is open through PUBLIC: what a plan rests on. */
  survey: (
    client: Client,
    role: string,
    onSnapshot?: (snapshot: Snapshot) => void,
  ) => Promise<{ snapshot: Snapshot; findings: Finding[] }>;
  /** Signs in as the role (`login`), or where its password is not known looks through the admin's session. */
  verify: (input: VerifyInput) => Promise<Verification>;
};

export type VerifyInput = {
  login: Target | null;
  admin: Client;
  target: Target;
  request: PlanRequest;
  client: ClientOptions;
  onEvent: (event: VerifyEvent) => void;
};
