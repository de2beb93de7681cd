import type { Metadata } from "next";
import { Dashboard } from "@/components/dashboard/dashboard";
import { activityFor } from "../../_server/activity";
import { requireFounder } from "../../_server/session";
import { store } from "../../_server/store";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const founder = await requireFounder();
  const connections = await (await store()).connections.list();
  const activity = await activityFor(founder, 12);
  return <Dashboard connections={connections} activity={activity} at={Date.now()} />;
}
