"use client";

import { type ReactNode, useEffect, useState } from "react";

/**
 * Keeps its place and shows itself once the page can act. Before that a browser would send a form by itself, and what
 * stands in it would be lost, or worse, part of an address.
 */
export function WhenReady({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return <div className={ready ? undefined : "invisible"}>{children}</div>;
}
