import { z } from "zod";
import type { ReportCheck } from "@/components/report/check.types";
import { checkReport } from "../../../../lib/report/check.ts";
import { jsonAction } from "../../../_server/action.ts";
import { reportKey } from "../../../_server/report.ts";

const inputSchema = z.object({ text: z.string() });

/** Whether a report is as it was signed, and whether this installation signed it. What is sent is kept nowhere. */
export const POST = jsonAction<z.infer<typeof inputSchema>, ReportCheck>({
  who: "anybody",
  schema: inputSchema,
  limit: { name: "report/check", perMinute: 20 },
  maxBytes: 8_000_000,
  async run({ text }) {
    const checked = checkReport(Buffer.from(text, "utf8"));
    const { keyId = null, origin = null } = "signature" in checked ? checked.signature : {};
    return { state: checked.state, keyId, origin, own: keyId === reportKey().keyId };
  },
});
