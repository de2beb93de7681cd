"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { errorJson, told } from "./ask";
import { dropsStorage, loadRoot, testKeyStorage } from "./key-storage";
import { bringRoot, keyKept, makeRoot } from "./roots";
import type { KeyState, Keys } from "./view.types";

const AGAIN_MS = 3_000;

/** The founder's key in this browser: whether it is there, and how it gets there. */
export function useKeys(): Keys {
  const [state, setState] = useState<KeyState>({ kind: "loading" });
  const look = useCallback(async () => setState(await keyState()), []);
  useEffect(() => void look(), [look]);
  const away = state.kind === "unusable" && state.error.code === "internal.app-unreachable";
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => void look(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [away, look]);
  return useMemo(
    () => ({
      state,
      async make({ afresh = false } = {}) {
        const { recovery } = await told(keyKept());
        const code = await told(makeRoot(afresh ? (recovery?.rootId ?? null) : null));
        await look();
        return code;
      },
      async recover(code) {
        await told(bringRoot(code));
        await look();
      },
    }),
    [state, look],
  );
}

async function keyState(): Promise<KeyState> {
  try {
    await testKeyStorage();
    const { recovery } = await keyKept();
    if (recovery === null) return { kind: "none" };
    if ((await loadRoot(recovery.rootId)) === null) return { kind: "elsewhere" };
    return { kind: "ready", fragile: dropsStorage(navigator.userAgent) };
  } catch (thrown) {
    return { kind: "unusable", error: errorJson(thrown) };
  }
}
