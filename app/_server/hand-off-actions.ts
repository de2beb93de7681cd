import "server-only";
import type { z } from "zod";
import type { FounderView, HandOffRow, LinkProof } from "../../lib/hand-off/hand-off.types.ts";
import { LINK_PROOF_HEADER, readProof } from "../../lib/hand-off/proof.ts";
import { linkRefused } from "../../lib/hand-off/refusal.ts";
import { founderView } from "../../lib/hand-off/row.ts";
import { nothingSchema } from "../../lib/hand-off/schema.ts";
import type { Store } from "../../lib/store/store.ts";
import { type Call, type Handler, jsonAction } from "./action.ts";
import { founderOf } from "./caller.ts";
import { handOffWatch } from "./hand-off-watch.ts";
import { store } from "./store.ts";

type FounderMove<Input, Answer> = (
  given: { store: Store; founder: { id: string }; id: string; now: number },
  input: Input,
) => Promise<Answer>;

type MoveOptions<Input, Answer> = { name: string; schema: z.ZodType<Input>; run: FounderMove<Input, Answer> };

/** A POST route of the founder's on one of her hand-offs. Who waits is told at once. */
export function founderMove<Input, Answer>({ name, schema, run }: MoveOptions<Input, Answer>): Handler {
  return jsonAction<Input, Answer>({
    schema,
    limit: { name: `hand-offs/${name}`, perMinute: 60 },
    maxBytes: 64_000,
    async run(input, _signal, call) {
      const given = { store: await store(), founder: founderOf(call.caller), id: idOf(call), now: Date.now() };
      const answer = await run(given, input);
      handOffWatch().nudge();
      return answer;
    },
  });
}

/** A founder's move that needs no more than the hand-off's id, and answers with the founder's view. */
export function plainFounderMove(name: string, move: FounderMove<unknown, HandOffRow>): Handler {
  return founderMove<unknown, FounderView>({
    name,
    schema: nothingSchema,
    run: async (given, input) => founderView(await move(given, input), given.founder.id),
  });
}

type LinkMove<Input, Answer> = {
  name: string;
  schema: z.ZodType<Input>;
  maxBytes?: number;
  perMinute?: number;
  run: (given: { store: Store; proof: LinkProof; now: number; call: Call }, input: Input) => Promise<Answer>;
};

/** A POST route for whoever has the link: the proof in the request's header is all that counts. */
export function linkMove<Input, Answer>({ name, schema, run, ...limits }: LinkMove<Input, Answer>): Handler {
  return jsonAction<Input, Answer>({
    who: "anybody",
    schema,
    limit: { name: `h/${name}`, perMinute: limits.perMinute ?? 60 },
    maxBytes: limits.maxBytes ?? 16_000,
    async run(input, _signal, call) {
      const proof = readProof(call.headers.get(LINK_PROOF_HEADER));
      if (proof === null || proof.id !== idOf(call)) throw linkRefused();
      const answer = await run({ store: await store(), proof, now: Date.now(), call }, input);
      handOffWatch().nudge();
      return answer;
    },
  });
}

/** Of the route's [id] folder. */
export function idOf({ params }: Pick<Call, "params">): string {
  return params.id ?? "";
}
