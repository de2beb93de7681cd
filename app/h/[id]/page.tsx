import type { Metadata } from "next";
import { EngineerPage } from "@/components/hand-off/engineer-page";
import { Page } from "@/components/shell/page";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { SecureContextGate } from "@/components/wizard/shell/secure-context-gate";
import { chosenTheme } from "../../_server/theme";

export const metadata: Metadata = { title: "A request for you" };

/** The same shell for any id: reading it tells nothing and changes nothing. The browser does the rest. */
export default async function LinkPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()} />
      <SecureContextGate>
        <Page>
          <EngineerPage id={id} />
        </Page>
      </SecureContextGate>
    </div>
  );
}
