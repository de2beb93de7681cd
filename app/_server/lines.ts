import "server-only";

const HEARTBEAT_MS = 10_000;

/** A body of JSON documents, one a line. Work goes on when nobody listens any more: whether that is harmless, it knows. */
export function lines<Event>(
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
