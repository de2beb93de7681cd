import type { Metadata } from "next";
import { ApplyScreen } from "@/components/wizard/prove/apply-screen";
import { WideFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Making the changes" };

export default async function ApplyPage() {
  await requireFounderOrGuest();
  return (
    <WideFrame step="prove">
      <ApplyScreen />
    </WideFrame>
  );
}
