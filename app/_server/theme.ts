import "server-only";
import { cookies } from "next/headers";

/** The colours this browser asked for, or null: as the system says. */
export async function chosenTheme(): Promise<"light" | "dark" | null> {
  const value = (await cookies()).get("theme")?.value;
  return value === "light" || value === "dark" ? value : null;
}
