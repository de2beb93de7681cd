import type { Metadata } from "next";
import { ChooseScreen } from "@/components/wizard/choose/choose-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Choose" };

export default async function ChoosePage() {
  await requireFounderOrGuest();
  return (
    <RailFrame step="choose">
      <ChooseScreen />
    </RailFrame>
  );
}
