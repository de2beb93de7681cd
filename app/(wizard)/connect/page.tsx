import type { Metadata } from "next";
import { ConnectScreen } from "@/components/wizard/connect/connect-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { env } from "../../_server/env.ts";
import { requireFounderOrGuest } from "../../_server/guest.ts";
import { hasSample } from "../../_server/sample.ts";

export const metadata: Metadata = { title: "Connect" };

export default async function ConnectPage() {
  await requireFounderOrGuest();
  return (
    <RailFrame step="connect">
      <ConnectScreen sample={hasSample()} ourAddress={env().OUTGOING_ADDRESS ?? null} />
    </RailFrame>
  );
}
