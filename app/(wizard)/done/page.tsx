import type { Metadata } from "next";
import { DoneScreen } from "@/components/wizard/done/done-screen";
import { WideFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Copy the URL" };

export default async function DonePage() {
  await requireFounderOrGuest();
  return (
    <WideFrame step="done">
      <DoneScreen />
    </WideFrame>
  );
}
