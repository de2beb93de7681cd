import { z } from "zod";
import { jsonAction } from "../../../_server/action.ts";
import { shareIdSchema } from "../../../_server/share-id.ts";
import { store } from "../../../_server/store.ts";

const inputSchema = z.object({ id: shareIdSchema });

/** Ends a link before its time. It may have ended by itself: that is no failure. */
export const POST = jsonAction<z.infer<typeof inputSchema>, { ended: true }>({
  schema: inputSchema,
  limit: { name: "report/share/end", perMinute: 30 },
  maxBytes: 1_000,
  async run({ id }) {
    await (await store()).shares.remove(id);
    return { ended: true };
  },
});
