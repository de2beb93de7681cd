import type { Metadata } from "next";
import { ReviewScreen } from "@/components/wizard/review/review-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import { requireFounderOrGuest } from "../../_server/guest.ts";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage() {
  await requireFounderOrGuest();
  return (
    <RailFrame step="review">
      <ReviewScreen />
    </RailFrame>
  );
}
