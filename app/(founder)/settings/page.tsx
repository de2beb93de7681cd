import type { Metadata } from "next";
import { SettingsScreen } from "@/components/sign-in/settings-screen";
import { requireFounder } from "../../_server/session.ts";
import { store } from "../../_server/store.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { name } = await requireFounder();
  const founders = await (await store()).founders.list();
  return (
    <SettingsScreen
      name={name}
      founders={founders.map(({ id, name: called, createdAt }) => ({ id, name: called, since: dateOf(createdAt) }))}
    />
  );
}

function dateOf(time: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(time);
}
