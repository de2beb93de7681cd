import "server-only";
import type { z } from "zod";
import { AppError, type AppErrorJson } from "../../lib/errors.ts";
import { asPublicError, NO_STORE, refusal } from "./answer.ts";
import { type Caller, callerOf, type Who } from "./caller.ts";
import { env } from "./env.ts";
import { lines } from "./lines.ts";
import { countCall, type Limit } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { isSameOrigin } from "./same-origin.ts";

/** What the wrapper found out about a request that it let in. */
export type Call = {
  caller: Caller;
  /** Of the route's [folders]. */
  params: Readonly<Record<string, string>>;
  headers: Headers;
  signal: AbortSignal;
};

/** `who`: unless said otherwise, a founder who is signed in. */
type Door = { who?: Who; limit: Limit };
type Border<Input> = Door & { schema: z.ZodType<Input>; maxBytes: number };
type Context = { params: Promise<Record<string, string>> };
export type Handler = (request: Request, context: Context) => Promise<Response>;

/** A POST route that answers with one JSON document: what `run` gives, or `{ error }`. */
export function jsonAction<Input, Answer>(
  options: Border<Input> & { run: (input: Input, signal: AbortSignal, call: Call) => Promise<Answer> },
): Handler {
  return async (request, context) => {
    try {
      const { input, call } = await admit(request, context, options);
      return Response.json(await options.run(input, request.signal, call), { headers: NO_STORE });
    } catch (thrown) {
      return refusal(thrown);
    }
  };
}

/** A POST route that answers with JSON documents, one a line, as `run` sends them; what it throws becomes the last. */
export function streamAction<Input, Event>(
  options: Border<Input> & {
    run: (input: Input, send: (event: Event) => void, signal: AbortSignal, call: Call) => Promise<void>;
    /** The last document when `run` threw: the error as it may be shown, and what was thrown, to look at only. */
    failed: (error: AppErrorJson, thrown: unknown) => Event;
  },
): Handler {
  return async (request, context) => {
    try {
      const { input, call } = await admit(request, context, options);
      const body = lines<Event>(
        (send) => options.run(input, send, request.signal, call),
        (thrown) => options.failed(asPublicError(thrown), thrown),
      );
      return new Response(body, { headers: { ...NO_STORE, "content-type": "application/x-ndjson; charset=utf-8" } });
    } catch (thrown) {
      return refusal(thrown);
    }
  };
}

/** A GET route, which reads only: what `run` gives as JSON, or its own Response (a stream of events). */
export function readAction<Answer>(options: Door & { run: (call: Call) => Promise<Answer | Response> }): Handler {
  return async (request, context) => {
    try {
      const answer = await options.run(await enter(request, context, options));
      return answer instanceof Response ? answer : Response.json(answer, { headers: NO_STORE });
    } catch (thrown) {
      return refusal(thrown);
    }
  };
}

/** The border, in this order: who it is, where it comes from, how often, how large, what it holds. */
async function admit<Input>(request: Request, context: Context, options: Border<Input>) {
  const call = await enter(request, context, options, () => {
    if (!isSameOrigin(request.headers, env().PUBLIC_ORIGIN)) throw foreign();
  });
  return { input: await readBody(request, options.schema, options.maxBytes), call };
}

async function enter(request: Request, context: Context, door: Door, check = () => {}): Promise<Call> {
  const caller = await callerOf(request, door.who ?? "founder");
  check();
  await countCall(door.limit, request.headers);
  return { caller, params: (await context.params) ?? {}, headers: request.headers, signal: request.signal };
}

function foreign(): AppError {
  return new AppError("refused.foreign-origin", "This request did not come from a page of this app.", {
    hint: "Open the app at the address it is meant for. Behind a proxy that changes the Host header, set PUBLIC_ORIGIN.",
  });
}
