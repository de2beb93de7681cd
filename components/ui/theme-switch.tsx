"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";

type Theme = "light" | "dark" | null;

const ORDER = [null, "light", "dark"] as const;
const FACES = {
  system: { Drawing: Monitor, says: "as the system" },
  light: { Drawing: Sun, says: "light" },
  dark: { Drawing: Moon, says: "dark" },
} as const;

/** Goes round system, light, dark. Kept in a cookie, so that the server sends the right colours at once. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial);
  const { Drawing, says } = FACES[theme ?? "system"];
  function turn() {
    const next = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? null;
    setTheme(next);
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
    document.cookie = `theme=${next ?? ""}; path=/; samesite=lax; max-age=${next ? 31_536_000 : 0}`;
  }
  return (
    <button
      type="button"
      onClick={turn}
      aria-label={`Colours: ${says}. Change`}
      title={`Colours: ${says}`}
      className="-mr-2 grid size-9 place-items-center rounded-ctl text-ink-2 hover:text-ink"
    >
      <Drawing size={16} strokeWidth={2.2} aria-hidden="true" focusable="false" />
    </button>
  );
}
