import type { Metadata } from "next";
import { VerifyScreen } from "@/components/wizard/prove/verify-screen";
import { WideFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Prove" };

export default async function VerifyPage() {
  await requireFounderOrGuest();
  return (
    <WideFrame step="prove">
      <VerifyScreen />
    </WideFrame>
  );
}
