import type { CheckAnswer } from "@/components/connections/wire";
import { reportRecorder } from "../../../../lib/report/recorder.ts";
import { compare, isSameLogin } from "../../../../lib/verify/drift.ts";
import { verify } from "../../../../lib/verify/verify.ts";
import { jsonAction } from "../../../_server/action.ts";
import { activityOf, earlierCheck, lifeOf, ownLoginOf, untold } from "../../../_server/connection-life.ts";
import { checkOf } from "../../../_server/hand-off-connection.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";
import { endOfPassword } from "../../../_server/password-times.ts";
import { reportOfLogin } from "../../../_server/report.ts";

/** Signs in with the login's own URL, once, tries everything, and compares with the last time. The URL is not kept. */
export const POST = jsonAction<LifeOrder, CheckAnswer>({
  schema: lifeInputSchema,
  limit: { name: "connections/check", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, signal, call) {
    const life = await lifeOf(call);
    const client = { ...life.options.client, signal };
    const recorder = reportRecorder();
    const verification = await verify(ownLoginOf(life, target), { scope: null, client, onEvent: recorder.onEvent });
    const before = await earlierCheck(life);
    const drift = before !== null && isSameLogin(before, verification) ? compare(before, verification) : null;
    const open = verification.findings.find((one) => one.class === "write");
    const note = open?.title ?? drift?.changes[0]?.title ?? "";
    const check = { ...checkOf(verification, Date.now()), note };
    const { verdict, tries, refused } = check;
    const changes = String(drift?.changes.length ?? 0);
    const login = { ...untold(life.connection), validUntil: endOfPassword(verification) };
    await life.opened.connections.record(login, check, {
      evidence: JSON.stringify(verification),
      activity: activityOf(life, "checked", check.at, { verdict, tries, refused, changes }),
    });
    const report = reportOfLogin(verification, recorder);
    return { verification: { ...verification, probes: [] }, tries, refused, drift, report };
  },
});
