import type { Metadata } from "next";
import { ApplyScreen } from "@/components/wizard/prove/apply-screen";
import { WideFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Making the changes" };

export default function ApplyPage() {
  return (
    <WideFrame step="prove">
      <ApplyScreen />
    </WideFrame>
  );
}
