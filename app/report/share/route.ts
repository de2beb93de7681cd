import { z } from "zod";
import { AppError } from "../../../lib/errors.ts";
import { jsonAction } from "../../_server/action.ts";
import { type Caller, founderOf } from "../../_server/caller.ts";
import { shareIdSchema } from "../../_server/share-id.ts";
import { store } from "../../_server/store.ts";

const DAY_MS = 24 * 3_600_000;

const inputSchema = z.object({
  id: shareIdSchema,
  /** Ciphertext: its key never comes here. */
  box: z
    .string()
    .min(40)
    .max(4_000_000)
    .regex(/^[\w-]+\.[\w-]+$/),
  days: z.union([z.literal(7), z.literal(30), z.literal(90)]),
});

/** Keeps a sealed report for a link. */
export const POST = jsonAction<z.infer<typeof inputSchema>, { expiresAt: number }>({
  schema: inputSchema,
  limit: { name: "report/share", perMinute: 10 },
  maxBytes: 4_100_000,
  run: ({ id, box, days }, _signal, { caller }) => share(id, box, days, caller),
});

async function share(id: string, box: string, days: number, caller: Caller): Promise<{ expiresAt: number }> {
  const now = Date.now();
  const expiresAt = now + days * DAY_MS;
  const added = await (await store()).shares.add({ id, founderId: founderOf(caller).id, box, expiresAt }, now);
  if (added) return { expiresAt };
  throw new AppError("refused.share-taken", "This link exists already.", { hint: "Make a new one." });
}
