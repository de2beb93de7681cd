import type { Metadata } from "next";
import { ScriptScreen } from "@/components/wizard/script/script-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Run it yourself" };

export default async function ScriptPage() {
  await requireFounderOrGuest();
  return (
    <RailFrame step="review">
      <ScriptScreen />
    </RailFrame>
  );
}
