/** Who waits for news of a hand-off: called with its version once it is another one, and with null once it is gone. */
export type Listener = (version: number | null) => void;

export type Watch = {
  /** From now on. Call what it gives to stop. */
  listen(id: string, known: number, listener: Listener): () => void;
  /** Something was just changed here: look now rather than at the next round. */
  nudge(): void;
  waiting(): number;
};

export type WatchOptions = {
  /** The versions of those that exist, in one question however many wait: the store's own word, so any replica's. */
  versions(ids: readonly string[]): Promise<Map<string, number>>;
  everyMs: number;
};

/**
 * One question a round for all who wait in this process, and none while nobody does. The store is asked by version: a
 * restart, another replica or a missed round loses nothing.
 */
export function makeWatch({ versions, everyMs }: WatchOptions): Watch {
  const waiting = new Map<string, Map<Listener, number>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let again = false;

  function plan(): void {
    if (timer === undefined && !asking && waiting.size > 0) timer = setTimeout(() => void round(), everyMs);
  }

  async function round(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    asking = true;
    again = false;
    try {
      tell(await versions([...waiting.keys()]));
    } catch {
      // The store does not answer: who waits is told at the next round.
    }
    asking = false;
    if (again && waiting.size > 0) return round();
    plan();
  }

  function tell(now: Map<string, number>): void {
    for (const [id, listeners] of waiting) {
      const version = now.get(id) ?? null;
      for (const [listener, known] of listeners) {
        if (version === known) continue;
        listeners.set(listener, version ?? GONE);
        if (version !== null || known !== GONE) listener(version);
      }
    }
  }

  return {
    listen(id, known, listener) {
      const listeners = waiting.get(id) ?? new Map<Listener, number>();
      waiting.set(id, listeners.set(listener, known));
      plan();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) waiting.delete(id);
      };
    },
    nudge() {
      if (asking) again = true;
      else if (waiting.size > 0) void round();
    },
    waiting: () => [...waiting.values()].reduce((sum, { size }) => sum + size, 0),
  };
}

const GONE = -1;
