import "server-only";
import { AppError } from "../../lib/errors.ts";
import { inspect } from "../../lib/inspect/inspect.ts";
import type { CreateStages } from "../../lib/lifecycle/stages.ts";
import type { Target } from "../../lib/postgres/client.ts";

/** What a run of the wizard goes through beside plan and apply. */
export function stages({ host }: Target): CreateStages {
  return {
    look: (client, role) => inspect(client, { role, host }),
    // TODO: lib/audit's findings through PUBLIC belong here; until then no hazard is known.
    survey: async (client, role) => ({ snapshot: await inspect(client, { role, host }), findings: [] }),
    // TODO: lib/verify. Until then a run ends here, after its changes, with a login that nobody can use.
    verify: () =>
      Promise.reject(
        new AppError("internal.not-built", "The proof is not built yet.", {
          hint: "Remove the login again with the undo script.",
        }),
      ),
  };
}
