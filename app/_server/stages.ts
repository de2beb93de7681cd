import "server-only";
import type { AuditScope } from "../../lib/audit/scope.ts";
import { inspect } from "../../lib/inspect/inspect.ts";
import type { CreateStages, VerifyInput } from "../../lib/lifecycle/stages.ts";
import type { PlanRequest } from "../../lib/plan/request.ts";
import type { Client, Target } from "../../lib/postgres/client.ts";
import { auditDatabase } from "../../lib/verify/audit-database.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import { verify } from "../../lib/verify/verify.ts";
import { verifyThroughAdmin } from "../../lib/verify/verify-through-admin.ts";

/** What a run of the wizard goes through beside plan and apply. */
export function stages({ host }: Target): CreateStages {
  const look = (client: Client, role: string) => inspect(client, { role, host });
  return {
    look,
    async survey(client, role) {
      const snapshot = await look(client, role);
      // What PUBLIC alone can do: a role that is still to be made can do that, too.
      const { result } = await auditDatabase(client, null, null);
      return { snapshot, findings: result.findings };
    },
    verify: verifyWith,
  };
}

function verifyWith({ login, admin, target, request, client, onEvent }: VerifyInput): Promise<Verification> {
  const scope = scopeOf(request);
  if (login === null) return verifyThroughAdmin(admin, target, request.role, { scope, onEvent });
  return verify(login, { scope, client, onEvent });
}

function scopeOf({ schemas }: PlanRequest): AuditScope {
  return { schemas: schemas.map((schema) => ({ ...schema, exclude: [] })) };
}
