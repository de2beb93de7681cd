import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { ASKED_PATH_HEADER, safePath } from "./safe-path.ts";

/** Off to the sign-in, which leads back to the page that was asked for. */
export async function redirectToSignIn(): Promise<never> {
  const path = safePath((await headers()).get(ASKED_PATH_HEADER));
  redirect(path === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(path)}`);
}
