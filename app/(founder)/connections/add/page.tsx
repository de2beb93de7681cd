import type { Metadata } from "next";
import { AddScreen } from "@/components/connections/add-screen";
import { requireFounder } from "../../../_server/session";

export const metadata: Metadata = { title: "Check a login" };

export default async function AddConnectionPage() {
  await requireFounder();
  return <AddScreen />;
}
