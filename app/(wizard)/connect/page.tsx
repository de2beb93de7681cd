import type { Metadata } from "next";
import { ConnectScreen } from "@/components/wizard/connect/connect-screen";
import { RailFrame } from "@/components/wizard/shell/frames";
import type { ChangedLogin } from "@/components/wizard/wizard.types";
import { env } from "../../_server/env.ts";
import { requireFounderOrGuest } from "../../_server/guest.ts";
import { hasSample } from "../../_server/sample.ts";
import { currentSession } from "../../_server/session.ts";
import { store } from "../../_server/store.ts";

export const metadata: Metadata = { title: "Connect" };

type Search = Promise<{ login?: string | string[] }>;

/** `?login=`: a listed login, whose choice is changed. */
export default async function ConnectPage({ searchParams }: { searchParams: Search }) {
  await requireFounderOrGuest();
  const { login } = await searchParams;
  const changed = typeof login === "string" ? await changedLogin(login) : null;
  return (
    <RailFrame step="connect">
      <ConnectScreen login={changed} sample={hasSample()} ourAddress={env().OUTGOING_ADDRESS ?? null} />
    </RailFrame>
  );
}

/** Null for a guest, who is not told what is listed, and for a login that is not listed any more. */
async function changedLogin(id: string): Promise<ChangedLogin | null> {
  const found = (await currentSession()) === null ? null : await (await store()).connections.get(id);
  if (found === null) return null;
  const { name, host, port, database, role, sslmode } = found;
  return { id, name, host, port, database, role, sslmode };
}
