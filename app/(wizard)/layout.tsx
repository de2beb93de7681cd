import type { ReactNode } from "react";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { SecureContextGate } from "@/components/wizard/shell/secure-context-gate";
import { WizardStepsInBar } from "@/components/wizard/shell/wizard-steps-in-bar";
import { WizardProvider } from "@/components/wizard/wizard-provider";
import { chosenTheme } from "../_server/theme";

export default async function WizardLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()}>
        <WizardStepsInBar />
      </AppBar>
      <SecureContextGate>
        <WizardProvider>{children}</WizardProvider>
      </SecureContextGate>
    </div>
  );
}
