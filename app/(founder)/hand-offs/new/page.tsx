import type { Metadata } from "next";
import { Compose } from "@/components/hand-off/compose";
import { aboutConnection } from "../../../_server/about-connection";
import { knownSchemas } from "../../../_server/known-schemas";
import { requireFounder } from "../../../_server/session";

export const metadata: Metadata = { title: "Write a link" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** For a new login; with `?about=<connection>&intent=pause`, for one that is listed. */
export default async function NewHandOffPage({ searchParams }: { searchParams: Search }) {
  const founder = await requireFounder();
  const { about, intent } = await searchParams;
  const asked = about === undefined ? null : await aboutConnection(String(about), String(intent));
  const known = await knownSchemas(asked?.login.connection ?? null);
  return <Compose from={founder.name} known={known} about={asked} />;
}
