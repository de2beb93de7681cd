import { z } from "zod";
import { AppError } from "../../../../lib/errors.ts";
import { jsonAction } from "../../../_server/action.ts";
import { shareIdSchema } from "../../../_server/share-id.ts";
import { store } from "../../../_server/store.ts";

const inputSchema = z.object({});

/** The sealed report of a link, for anybody who has the id: without the link's key it tells nothing. */
export const POST = jsonAction<z.infer<typeof inputSchema>, { box: string }>({
  who: "anybody",
  schema: inputSchema,
  limit: { name: "r/box", perMinute: 60 },
  maxBytes: 1_000,
  async run(_input, _signal, { params }) {
    const id = shareIdSchema.safeParse(params.id);
    const share = id.success ? await (await store()).shares.get(id.data, Date.now()) : null;
    // One answer for unknown, stopped and run out: nobody learns which links there are.
    if (share === null) throw gone();
    return { box: share.box };
  },
});

function gone(): AppError {
  return new AppError("refused.share", "This link does not show a report any more.", {
    hint: "Ask for a new link, or for the report's JSON file.",
  });
}
