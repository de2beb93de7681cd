import type { Metadata } from "next";
import { CheckScreen } from "@/components/report/check-screen";
import { fingerprintText } from "../../../lib/report/english.ts";
import { DoorFrame } from "../../_server/door-frame";
import { reportKey } from "../../_server/report.ts";

export const metadata: Metadata = { title: "Check a report" };

export default async function CheckReportPage() {
  return (
    <DoorFrame>
      <CheckScreen fingerprint={fingerprintText(reportKey().keyId)} />
    </DoorFrame>
  );
}
