"use client";

import type { Connection } from "../../lib/store/connections";
import { useHandOffs } from "../hand-off/use-hand-off";
import type { ActivityLine } from "./activity-list";
import { DashboardScreen } from "./dashboard-screen";

/** The dashboard with its hand-offs kept up to date. */
export function Dashboard(props: {
  connections: readonly Connection[];
  activity: readonly ActivityLine[];
  at: number;
}) {
  const { handOffs } = useHandOffs();
  return <DashboardScreen {...props} handOffs={handOffs ?? []} />;
}
