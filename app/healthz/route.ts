import { NO_STORE } from "../_server/answer.ts";
import { env } from "../_server/env.ts";

export const dynamic = "force-dynamic";

/** 200 once the app can serve: its environment is readable. Says nothing about any database. */
export function GET(): Response {
  env();
  return new Response("ok\n", { headers: { ...NO_STORE, "content-type": "text/plain; charset=utf-8" } });
}
