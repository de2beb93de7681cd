import type { Metadata } from "next";
import { ScriptScreen } from "@/components/wizard/script/script-screen";
import { RailFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Run it yourself" };

export default function ScriptPage() {
  return (
    <RailFrame step="review">
      <ScriptScreen />
    </RailFrame>
  );
}
