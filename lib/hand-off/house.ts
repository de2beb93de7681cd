import { change } from "./change.ts";
import type { HandOffRows } from "./hand-off.types.ts";
import { EXPIRING_STATES, LEASED_STATES } from "./state.ts";

/** What lib/store gives for it: many rows in one statement, each by compare-and-set on its state. */
type Housed = HandOffRows & {
  expire(from: readonly string[], to: string, now: number): Promise<string[]>;
  release(from: readonly string[], to: string, now: number): Promise<string[]>;
};

/**
 * Ends what has run out: leases first, so that a link whose time is over does not stay in anybody's hands, then links.
 * Nothing rests on this being done in time: every move looks at the clock itself. Any replica may do it, several at once.
 */
export async function keepHouse(rows: Housed, now: number): Promise<void> {
  for (const id of await rows.release(LEASED_STATES, "sent", now)) await note(rows, id, "released", now);
  for (const id of await rows.expire(EXPIRING_STATES, "expired", now)) await note(rows, id, "expired", now);
}

/** Only if it is still so: who claims it meanwhile has written a line of their own. */
async function note(rows: HandOffRows, id: string, kind: "released" | "expired", now: number): Promise<void> {
  const state = kind === "released" ? "sent" : "expired";
  await change(rows, id, now, (row) => {
    if (row === null || row.state !== state) return null;
    const set = state === "expired" ? { box: null, passcodeHash: null } : {};
    return { move: "note", set, entry: { kind }, by: null };
  });
}
