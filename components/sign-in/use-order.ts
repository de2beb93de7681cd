import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors.ts";
import { asAppError, postJson } from "../wizard/stream.ts";

/** One order to the app at a time: whether it is under way, and how the last one failed. */
export function useOrder() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorJson | null>(null);

  /** Sends it; `then` with the answer when it was done. A second press while the first is under way is dropped. */
  async function send<Answer>(path: string, body: unknown, then: (answer: Answer) => void): Promise<void> {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      then(await postJson<Answer>(path, body));
    } catch (thrown) {
      setError(asAppError(thrown));
    } finally {
      setBusy(false);
    }
  }

  return { busy, error, send };
}
