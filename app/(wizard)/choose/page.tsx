import type { Metadata } from "next";
import { ChooseScreen } from "@/components/wizard/choose/choose-screen";
import { RailFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Choose" };

export default function ChoosePage() {
  return (
    <RailFrame step="choose">
      <ChooseScreen />
    </RailFrame>
  );
}
