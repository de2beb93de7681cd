import type { Metadata } from "next";
import { ConnectScreen } from "@/components/wizard/connect/connect-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { hasSample } from "../../_server/sample.ts";

export const metadata: Metadata = { title: "Connect" };

export default function ConnectPage() {
  return (
    <RailFrame step="connect">
      <ConnectScreen sample={hasSample()} />
    </RailFrame>
  );
}
