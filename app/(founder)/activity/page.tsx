import type { Metadata } from "next";
import { ActivityList } from "@/components/dashboard/activity-list";
import { PageHead } from "@/components/shell/page";
import { activityFor } from "../../_server/activity";
import { requireFounder } from "../../_server/session";

export const metadata: Metadata = { title: "Activity" };

const SHOWN = 200;

export default async function ActivityPage() {
  const lines = await activityFor(await requireFounder(), SHOWN);
  return (
    <>
      <PageHead
        title="What has happened"
        lead="Newest first, in your own time. No password is in here, and none ever was."
      />
      <div className="mt-8 max-w-[760px]">
        <ActivityList lines={lines} />
      </div>
    </>
  );
}
