import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectionScreen } from "@/components/connections/connection-screen";
import { requireFounder } from "../../../_server/session";
import { store } from "../../../_server/store";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  await requireFounder();
  const { id } = await params;
  const connection = await (await store()).connections.get(id);
  if (connection === null) notFound();
  return <ConnectionScreen connection={connection} at={Date.now()} />;
}
