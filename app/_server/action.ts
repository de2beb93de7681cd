import "server-only";
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { AppError, type AppErrorJson } from "../../lib/errors.ts";
import { env } from "./env.ts";
import { countCall, type Limit } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { isSameOrigin } from "./same-origin.ts";

type Border<Input> = { schema: z.ZodType<Input>; limit: Limit; maxBytes: number };

export const NO_STORE = { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" } as const;

/** A POST route that answers with one JSON document: what `run` gives, or `{ error }`. */
export function jsonAction<Input, Answer>(
  options: Border<Input> & { run: (input: Input, signal: AbortSignal) => Promise<Answer> },
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const input = await admit(request, options);
      return Response.json(await options.run(input, request.signal), { headers: NO_STORE });
    } catch (thrown) {
      return refusal(asPublicError(thrown));
    }
  };
}

/** A POST route that answers with JSON documents, one a line, as `run` sends them; what it throws becomes the last. */
export function streamAction<Input, Event>(
  options: Border<Input> & {
    run: (input: Input, send: (event: Event) => void, signal: AbortSignal) => Promise<void>;
    /** The last document when `run` threw: the error as it may be shown, and what was thrown, to look at only. */
    failed: (error: AppErrorJson, thrown: unknown) => Event;
  },
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const input = await admit(request, options);
      const body = lines<Event>(
        (send) => options.run(input, send, request.signal),
        (thrown) => options.failed(asPublicError(thrown), thrown),
      );
      return new Response(body, { headers: { ...NO_STORE, "content-type": "application/x-ndjson; charset=utf-8" } });
    } catch (thrown) {
      return refusal(asPublicError(thrown));
    }
  };
}

/** The border, in this order: where it comes from, how often, how large, what it holds. */
async function admit<Input>(request: Request, { schema, limit, maxBytes }: Border<Input>): Promise<Input> {
  if (!isSameOrigin(request.headers, env().PUBLIC_ORIGIN)) throw foreign();
  await countCall(limit, request.headers);
  return readBody(request, schema, maxBytes);
}

const HEARTBEAT_MS = 10_000;

/** Work goes on when nobody listens any more: whether that is harmless, the work itself knows. */
function lines<Event>(
  run: (send: (event: Event) => void) => Promise<void>,
  failed: (thrown: unknown) => Event,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let open = true;
  return new ReadableStream({
    start(controller) {
      const put = (text: string) => open && controller.enqueue(encoder.encode(text));
      const send = (event: Event) => put(`${JSON.stringify(event)}\n`);
      // An empty line keeps proxies from cutting a quiet line; readers skip it.
      const heartbeat = setInterval(() => put("\n"), HEARTBEAT_MS);
      void run(send)
        .catch((thrown: unknown) => send(failed(thrown)))
        .finally(() => {
          clearInterval(heartbeat);
          if (open) controller.close();
          open = false;
        });
    },
    cancel() {
      open = false;
    },
  });
}

function foreign(): AppError {
  return new AppError("refused.foreign-origin", "This request did not come from a page of this app.", {
    hint: "Open the app at the address it is meant for. Behind a proxy that changes the Host header, set PUBLIC_ORIGIN.",
  });
}

/** Our own errors as they are. Anything else keeps nothing but a reference number: its text may hold anything. */
function asPublicError(thrown: unknown): AppErrorJson {
  if (thrown instanceof AppError) return thrown.toJSON();
  const reference = randomBytes(4).toString("hex");
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  console.error(`internal.unexpected ${reference} ${kind}`);
  return {
    code: "internal.unexpected",
    message: "This app ran into something it does not know.",
    hint: "Try again. If it stays, tell us the reference number.",
    detail: `Reference ${reference}.`,
    sqlstate: null,
    field: null,
  };
}

const STATUS: Record<string, number> = { usage: 400, refused: 403, connect: 502, change: 500, internal: 500 };

function refusal(error: AppErrorJson): Response {
  const status = error.code === "refused.too-often" ? 429 : (STATUS[error.code.split(".")[0] ?? ""] ?? 500);
  return Response.json({ error }, { status, headers: NO_STORE });
}
