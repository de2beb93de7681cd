import type { Metadata } from "next";
import { Watch } from "@/components/hand-off/watch";
import { requireFounder } from "../../../_server/session";

export const metadata: Metadata = { title: "Hand-off" };

export default async function HandOffPage({ params }: { params: Promise<{ id: string }> }) {
  await requireFounder();
  const { id } = await params;
  return <Watch id={id} />;
}
