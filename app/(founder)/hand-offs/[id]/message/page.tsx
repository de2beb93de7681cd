import type { Metadata } from "next";
import { SendLink } from "@/components/hand-off/send-link";
import { requireFounder } from "../../../../_server/session";

export const metadata: Metadata = { title: "The message" };

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  await requireFounder();
  const { id } = await params;
  return <SendLink id={id} />;
}
