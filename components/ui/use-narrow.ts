"use client";

import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 760px)";

/** True on a phone's width: for what style sheets cannot do, such as heights of virtual lines. False on the server. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
