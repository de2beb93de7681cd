import { useEffect } from "react";

/** While there is something on the page that nobody can look up again, leaving it asks first. */
export function useGuard(held: boolean): void {
  useEffect(() => {
    if (!held) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [held]);
}
