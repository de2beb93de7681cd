import type { AuditScope } from "../audit/scope.ts";
import type { PlanRequest } from "../plan/request.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import type { Verification, VerifyEvent } from "./verification.ts";
import { verify } from "./verify.ts";
import { verifyThroughAdmin } from "./verify-through-admin.ts";

export type VerifyRequest = {
  /** The role's own login; null where its password is not known. */
  login: Target | null;
  admin: Client;
  /** Where the admin is connected. */
  target: Target;
  request: PlanRequest;
  client: ClientOptions;
  onEvent: (event: VerifyEvent) => void;
};

/** The verdict on what a request was to come to: over the role's login, else through the admin's session. */
export function verifyRequest(input: VerifyRequest): Promise<Verification> {
  const { login, admin, target, request, client, onEvent } = input;
  const scope = scopeOfRequest(request);
  if (login === null) return verifyThroughAdmin(admin, target, request.role, { scope, client, onEvent });
  return verify(login, { scope, client, onEvent });
}

/** A request names every relation; what it does not name is not meant. */
export function scopeOfRequest({ schemas }: Pick<PlanRequest, "schemas">): AuditScope {
  return { schemas: schemas.map(({ name, future, relations }) => ({ name, future, relations, exclude: [] })) };
}
