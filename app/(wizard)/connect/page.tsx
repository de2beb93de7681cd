import type { Metadata } from "next";
import { ConnectScreen } from "@/components/wizard/connect/connect-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";
import { hasSample } from "../../_server/sample.ts";

export const metadata: Metadata = { title: "Connect" };

export default async function ConnectPage() {
  await requireFounderOrGuest();
  return (
    <RailFrame step="connect">
      <ConnectScreen sample={hasSample()} />
    </RailFrame>
  );
}
