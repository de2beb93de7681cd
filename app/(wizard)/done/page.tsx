import type { Metadata } from "next";
import { DoneScreen } from "@/components/wizard/done/done-screen";
import { WideFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Copy the URL" };

export default function DonePage() {
  return (
    <WideFrame step="done">
      <DoneScreen />
    </WideFrame>
  );
}
