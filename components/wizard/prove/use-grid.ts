"use client";

import { useEffect, useRef, useState } from "react";
import type { RunEvent } from "../wire";
import { addEvent, emptyGrid, type Grid } from "./grid-model";
import { timeLeft } from "./grid-view";

/** The grid of a run's events. Each event is taken in once, however often the screen is drawn. */
export function useGrid(events: readonly RunEvent[]): Grid {
  const held = useRef({ grid: emptyGrid(), first: events[0], taken: 0 });
  const { current } = held;
  if (events.length < current.taken || events[0] !== current.first) {
    held.current = { grid: emptyGrid(), first: events[0], taken: 0 };
  }
  for (const event of events.slice(held.current.taken)) addEvent(held.current.grid, event);
  held.current.taken = events.length;
  return held.current.grid;
}

/** "about 11 seconds left", told anew every second; null where it cannot be told. */
export function useTimeLeft(grid: Grid, running: boolean): string | null {
  const startedAt = useRef<number | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  if (running && startedAt.current === null && grid.answered > 0) startedAt.current = Date.now();
  return running ? timeLeft(grid, startedAt.current, now) : null;
}
