import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { DoorFrame } from "../_server/door-frame";
import { currentSession } from "../_server/session.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage() {
  if ((await currentSession()) !== null) redirect("/");
  return (
    <DoorFrame>
      <SignInScreen />
    </DoorFrame>
  );
}
