import type { Metadata } from "next";
import { Compose } from "@/components/hand-off/compose";
import { knownSchemas } from "../../../_server/known-schemas";
import { requireFounder } from "../../../_server/session";

export const metadata: Metadata = { title: "Write a link" };

export default async function NewHandOffPage() {
  const founder = await requireFounder();
  return <Compose from={founder.name} known={await knownSchemas()} />;
}
