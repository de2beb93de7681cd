import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { DoorFrame } from "../_server/door-frame";
import { safePath } from "../_server/safe-path.ts";
import { currentSession } from "../_server/session.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ to?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { to } = await searchParams;
  const path = safePath(typeof to === "string" ? to : null);
  if ((await currentSession()) !== null) redirect(path);
  return (
    <DoorFrame>
      <SignInScreen to={path} />
    </DoorFrame>
  );
}
