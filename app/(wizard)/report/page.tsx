import type { Metadata } from "next";
import { ReportScreen } from "@/components/report/report-screen";
import { requireFounderOrGuest } from "../../_server/guest.ts";
import { currentSession } from "../../_server/session.ts";

export const metadata: Metadata = { title: "Read-only access report" };

export default async function ReportPage() {
  await requireFounderOrGuest();
  return <ReportScreen mayShare={(await currentSession()) !== null} />;
}
