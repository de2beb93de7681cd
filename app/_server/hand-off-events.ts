import "server-only";
import type { HandOffRow } from "../../lib/hand-off/hand-off.types.ts";
import { founderView } from "../../lib/hand-off/row.ts";
import { NO_STORE } from "./answer.ts";
import { handOffWatch } from "./hand-off-watch.ts";
import { store } from "./store.ts";

const HEARTBEAT_MS = 15_000;
/** Then the page connects again, and has to show its session again: a sign-out everywhere ends this, too. */
const LONGEST_MS = 10 * 60_000;

/** One set a process, as with the watch: those who wait, by what ends their stream. */
const shared = globalThis as { lucienStreams?: Set<() => void> };

/** A server that is told to stop waits for its requests. These would never end: the pages ask the next server. */
function openStreams(): Set<() => void> {
  if (shared.lucienStreams) return shared.lucienStreams;
  const streams = new Set<() => void>();
  shared.lucienStreams = streams;
  const endAll = () => {
    for (const end of streams) end();
  };
  process.once("SIGTERM", endAll).once("SIGINT", endAll);
  return streams;
}

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
      // An event, not a comment: a page sees by it that its line is not dead.
      const heartbeat = setInterval(() => put("event: beat\ndata: {}\n\n"), HEARTBEAT_MS);
      const enough = setTimeout(() => end(), LONGEST_MS);
      const stop = handOffWatch().listen(row.id, row.version, (version) => {
        if (version !== null) return void readAgain(row.id).then((found) => found && view(found), end);
        put("event: gone\ndata: {}\n\n");
        end();
      });
      end = () => {
        if (!open) return;
        open = false;
        openStreams().delete(end);
        clearInterval(heartbeat);
        clearTimeout(enough);
        stop();
        try {
          controller.close();
        } catch {
          // Who listened has gone, and the stream with them.
        }
      };
      openStreams().add(end);
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
