import type { AddAnswer } from "@/components/connections/wire";
import { reportRecorder } from "../../../../lib/report/recorder.ts";
import { verify } from "../../../../lib/verify/verify.ts";
import { jsonAction } from "../../../_server/action.ts";
import { founderOf } from "../../../_server/caller.ts";
import { dialPolicy } from "../../../_server/env.ts";
import { type LifeOrder, lifeInputSchema } from "../../../_server/life-inputs.ts";
import { listLogin } from "../../../_server/remember-login.ts";
import { reportOfLogin } from "../../../_server/report.ts";

/** Signs in with a login that was made elsewhere, once, tries everything, and lists it. Its URL is not kept. */
export const POST = jsonAction<LifeOrder, AddAnswer>({
  schema: lifeInputSchema,
  limit: { name: "connections/add", perMinute: 10 },
  maxBytes: 512_000,
  async run({ target }, signal, { caller }) {
    const recorder = reportRecorder();
    const client = { dial: dialPolicy(caller), signal };
    const verification = await verify(target, { scope: null, client, onEvent: recorder.onEvent });
    const { host, port, database, role } = verification.server;
    // What was asked for and held; where nothing was asked, a certificate that nobody vouched for is not vouched for.
    const sslmode = target.tls === "disable" || target.tls === "verify-full" ? target.tls : "require";
    const login = { host, port, database, role, sslmode, passwordMode: "kept" } as const;
    const { id, check } = await listLogin(founderOf(caller).id, login, verification);
    const { tries, refused } = check;
    const report = reportOfLogin(verification, recorder);
    return { id, verification: { ...verification, probes: [] }, tries, refused, drift: null, report };
  },
});
