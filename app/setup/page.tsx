import type { Metadata } from "next";
import { JoinScreen } from "@/components/sign-in/join-screen";
import { DoorFrame } from "../_server/door-frame";

export const metadata: Metadata = { title: "Set up" };

/** The same for everybody: what the link is worth, only the claim tells. */
export default function SetupPage() {
  return (
    <DoorFrame>
      <JoinScreen
        title="You are the first one here"
        lead="Choose the name and the passphrase you will sign in with. Then this link is used up."
        path="/setup/claim"
      />
    </DoorFrame>
  );
}
