import type { Metadata } from "next";
import { VerifyScreen } from "@/components/wizard/prove/verify-screen";
import { WideFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Prove" };

export default function VerifyPage() {
  return (
    <WideFrame step="prove">
      <VerifyScreen />
    </WideFrame>
  );
}
