import type { Metadata } from "next";
import { HandOffs } from "@/components/dashboard/hand-offs";
import { requireFounder } from "../../_server/session";

export const metadata: Metadata = { title: "Hand-offs" };

export default async function HandOffsPage() {
  await requireFounder();
  return <HandOffs />;
}
