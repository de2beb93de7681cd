import Link from "next/link";
import { FounderMenu } from "@/components/shell/founder-nav";
import { SignOut } from "@/components/shell/sign-out";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { StartScreen } from "@/components/wizard/start/start-screen";
import { requireFounder } from "./_server/session.ts";
import { chosenTheme } from "./_server/theme";

export default async function StartPage() {
  await requireFounder();
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()}>
        <span className="flex gap-6 max-tablet:hidden">
          <Link href="/connections" className="link">
            Connections
          </Link>
          <SignOut />
        </span>
        <FounderMenu>
          <SignOut />
        </FounderMenu>
      </AppBar>
      <StartScreen />
    </div>
  );
}
