import "server-only";
import type { ActivityLine } from "../../components/dashboard/activity-list.tsx";
import { activityLines } from "../../components/dashboard/activity-words.ts";
import type { Founder } from "../../lib/store/founders.ts";
import { store } from "./store.ts";

/** The newest of the log, in sentences as this founder reads them. */
export async function activityFor(reader: Founder, limit: number): Promise<ActivityLine[]> {
  const { activity, founders } = await store();
  const [log, people] = await Promise.all([activity.list({ limit }), founders.list()]);
  const names = Object.fromEntries(people.map(({ id, name }) => [id, name]));
  return activityLines(log, names, reader.id);
}
