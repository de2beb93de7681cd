import type { Survey, SurveyWish } from "../apply/survey.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import type { Verification, VerifyEvent } from "../verify/verification.ts";

/** The stages that a run goes through beside plan and apply. */
export type CreateStages = {
  /** What there is, and what is open through PUBLIC: what a plan rests on. */
  survey: (client: Client, role: string, wish?: SurveyWish) => ReturnType<Survey>;
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
