import type { ReactNode } from "react";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { SecureContextGate } from "@/components/wizard/shell/secure-context-gate";
import { chosenTheme } from "./theme";

/** Around the screens that anybody may open. Over plain http nobody is asked for a passphrase. */
export async function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()} />
      <SecureContextGate>{children}</SecureContextGate>
    </div>
  );
}
