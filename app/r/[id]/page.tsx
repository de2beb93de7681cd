import type { Metadata } from "next";
import { SharedScreen } from "@/components/report/shared-screen";
import { DoorFrame } from "../../_server/door-frame";

export const metadata: Metadata = { title: "Read-only access report" };

export default async function SharedReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <DoorFrame>
      <SharedScreen id={id} />
    </DoorFrame>
  );
}
