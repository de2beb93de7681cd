"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ScriptPasswords } from "./blind-password";
import type { WaySecrets } from "./target-secrets";
import { useIdle } from "./use-idle";

const IDLE_MS = 15 * 60_000;

export type Held = {
  admin: string | null;
  role: string | null;
  script: ScriptPasswords | null;
  /** Of the login that is there already, as it was pasted. */
  login: string | null;
  /** Beside the admin's password: of an SSH server or a client certificate. Goes when that goes. */
  way: WaySecrets | null;
};

const NOTHING: Held = { admin: null, role: null, script: null, login: null, way: null };

/**
 * The passwords, in a ref: React's state knows only whether they are there. Those that were typed or pasted go after 15
 * idle minutes; the others stay until they are taken or the page is left, because nobody can look them up again.
 */
export function useSecrets() {
  const held = useRef<Held>(NOTHING);
  const [has, setHas] = useState({ admin: false, role: false, script: false, login: false });
  const set = useCallback((change: Partial<Held>) => {
    held.current = { ...held.current, ...change, ...(change.admin === null ? { way: null } : {}) };
    const { admin, role, script, login } = held.current;
    setHas({ admin: admin !== null, role: role !== null, script: script !== null, login: login !== null });
  }, []);
  useIdle(IDLE_MS, () => set({ admin: null, login: null }));
  useWipeOnLeave(held, set);
  return useMemo(
    () => ({ held, set, hasAdmin: has.admin, hasRole: has.role, hasScript: has.script, hasLogin: has.login }),
    [has, set],
  );
}

function useWipeOnLeave(held: RefObject<Held>, set: (change: Partial<Held>) => void): void {
  useEffect(() => {
    // A page in the back-forward cache keeps its memory, so leaving has to wipe by itself.
    const wipe = () => set(NOTHING);
    window.addEventListener("pagehide", wipe);
    return () => {
      window.removeEventListener("pagehide", wipe);
      held.current = NOTHING;
    };
  }, [held, set]);
}
