import { z } from "zod";
import { type Handler, jsonAction } from "../../../_server/action.ts";
import { hasSample, startSample } from "../../../_server/sample.ts";

const start = jsonAction({
  schema: z.strictObject({}),
  limit: { name: "connect/sample", perMinute: 10 },
  maxBytes: 100,
  run: startSample,
});

/** Starts the sample database and gives its address. 404 where the app came without one. */
export const POST: Handler = (request, context) =>
  hasSample() ? start(request, context) : Promise.resolve(new Response(null, { status: 404 }));
