"use client";

import { useEffect, useState } from "react";

/** The browser's clock, every half minute; null on the server and at hydration, so that both draw the same. */
export function useNow(): Date | null {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
