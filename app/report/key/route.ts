import { fingerprintText } from "../../../lib/report/english.ts";
import { readAction } from "../../_server/action.ts";
import { reportKey } from "../../_server/report.ts";

/** The public half of the key that signs this installation's reports, for whoever wants to compare. */
export const GET = readAction({
  who: "anybody",
  limit: { name: "report/key", perMinute: 60 },
  async run() {
    const { keyId, publicKey } = reportKey();
    return { algorithm: "Ed25519", keyId, fingerprint: fingerprintText(keyId), publicKey };
  },
});
