import { useEffect, useRef } from "react";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "visibilitychange"] as const;

/** Calls back once nobody has touched the page for so long, also when the machine slept through the end of it. */
export function useIdle(afterMs: number, onIdle: () => void): void {
  const callback = useRef(onIdle);
  callback.current = onIdle;
  useEffect(() => {
    let due = Date.now() + afterMs;
    function touched() {
      if (Date.now() >= due) callback.current();
      due = Date.now() + afterMs;
    }
    const clock = setInterval(() => Date.now() >= due && touched(), Math.min(afterMs, 15_000));
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, touched, { capture: true, passive: true });
    return () => {
      clearInterval(clock);
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, touched, { capture: true });
    };
  }, [afterMs]);
}
