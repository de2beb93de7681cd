import type { Metadata } from "next";
import { ReviewScreen } from "@/components/wizard/review/review-screen";
import { RailFrame } from "@/components/wizard/shell/frames";

export const metadata: Metadata = { title: "Review" };

export default function ReviewPage() {
  return (
    <RailFrame step="review">
      <ReviewScreen />
    </RailFrame>
  );
}
