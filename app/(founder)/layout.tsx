import type { ReactNode } from "react";
import { FounderMenu, FounderNav } from "@/components/shell/founder-nav";
import { Page } from "@/components/shell/page";
import { SignOut } from "@/components/shell/sign-out";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { SecureContextGate } from "@/components/wizard/shell/secure-context-gate";
import { chosenTheme } from "../_server/theme";

/** The founder's places. Who may see them, each page asks for itself. */
export default async function FounderLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()} nav={<FounderNav />}>
        <span className="max-tablet:hidden">
          <SignOut />
        </span>
        <FounderMenu>
          <SignOut />
        </FounderMenu>
      </AppBar>
      <SecureContextGate>
        <Page>{children}</Page>
      </SecureContextGate>
    </div>
  );
}
