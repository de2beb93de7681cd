import type { LifeAnswer } from "@/components/hand-off/view.types";
import { sealTo } from "../../../../lib/credentials/seal.ts";
import { turnLife } from "../../../../lib/lifecycle/life-act.ts";
import { jsonAction } from "../../../_server/action.ts";
import { type LinkLifeOrder, linkLifeSchema, linkTarget } from "../../../_server/link-life-inputs.ts";
import { withoutSecrets } from "../../../_server/run-result.ts";

/** What a link asks of a login that stands: a new password, a pause, its end. Whoever holds the link gives the admin. */
export const POST = jsonAction<LinkLifeOrder, LifeAnswer>({
  who: "founder-or-link",
  schema: linkLifeSchema,
  limit: { name: "h/life", perMinute: 10 },
  maxBytes: 512_000,
  async run(order, _signal, { caller }) {
    const { self, password: made } = order;
    const { target, options } = linkTarget(caller, order);
    const done = await turnLife(target, { ...options, self, verifier: made?.verifier ?? null });
    const { password, statements, ...told } = done;
    const secret = password?.reveal() ?? null;
    return {
      ...told,
      statements: statements.map((statement) => withoutSecrets(statement, secret)),
      sealedPassword: secret === null || made === null ? null : await sealTo(made.sealTo, secret),
    };
  },
});
