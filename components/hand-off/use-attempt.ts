"use client";

import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { asAppError } from "../wizard/stream";

/** One piece of work at a time: whether it is under way, and how the last one failed. */
export function useAttempt() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorJson | null>(null);

  /** A second press while the first is under way is dropped. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setError(null);
    await work().catch((thrown: unknown) => setError(asAppError(thrown)));
    setBusy(false);
  }
  return { busy, error, attempt };
}
