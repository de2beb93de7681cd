import "server-only";
import type { HandOffRow } from "../../lib/hand-off/hand-off.types.ts";
import { founderView } from "../../lib/hand-off/row.ts";
import { NO_STORE } from "./answer.ts";
import { handOffWatch } from "./hand-off-watch.ts";
import { store } from "./store.ts";

const HEARTBEAT_MS = 15_000;
/** Then the page connects again, and has to show its session again: a sign-out everywhere ends this, too. */
const LONGEST_MS = 10 * 60_000;

type Listening = { founderId: string; signal: AbortSignal };

/** Server-sent events: `event: view` with the founder's view whenever the row's version is another one; `gone` at its end. */
export function handOffEvents(row: HandOffRow, { founderId, signal }: Listening): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      const put = (text: string) => open && controller.enqueue(encoder.encode(text));
      const view = (found: HandOffRow) =>
        put(`event: view\nid: ${found.version}\ndata: ${JSON.stringify(founderView(found, founderId))}\n\n`);
      const heartbeat = setInterval(() => put(": still here\n\n"), HEARTBEAT_MS);
      const enough = setTimeout(() => end(), LONGEST_MS);
      const stop = handOffWatch().listen(row.id, row.version, (version) => {
        if (version === null) return put("event: gone\ndata: {}\n\n") && end();
        readAgain(row.id).then((found) => found && view(found), end);
      });
      end = () => {
        if (!open) return;
        open = false;
        clearInterval(heartbeat);
        clearTimeout(enough);
        stop();
        controller.close();
      };
      signal.addEventListener("abort", end);
      put("retry: 2000\n\n");
      // Also to who knows this version: it is how a page learns that its line is up again.
      view(row);
    },
    cancel: () => end(),
  });
  return new Response(body, { headers: { ...NO_STORE, "content-type": "text/event-stream; charset=utf-8" } });
}

async function readAgain(id: string): Promise<HandOffRow | null> {
  return (await store()).handOffs.get(id);
}
