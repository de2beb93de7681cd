import "server-only";
import { notFound } from "next/navigation";
import type { About } from "@/components/hand-off/view.types";
import { HAND_OFF_INTENTS } from "../../lib/hand-off/intent.ts";
import type { Connection } from "../../lib/store/connections.ts";
import { store } from "./store.ts";

/** What a link is to ask of a listed login. Answers "not found" for one that is not, and for what nobody can ask. */
export async function aboutConnection(id: string, asked: string): Promise<About> {
  const intent = HAND_OFF_INTENTS.find((one) => one === asked);
  const connection = await (await store()).connections.get(id);
  if (connection === null || intent === undefined || intent === "create") notFound();
  const { host, port, database, role, passwordMode } = connection;
  // As in connection-life: whoever listed a login that was made elsewhere has taken it over knowingly.
  const adopt = passwordMode === "kept";
  const login = { connection: connection.id, host, port, database, sslmode: sslmodeOf(connection), adopt };
  return { intent, role, login };
}

function sslmodeOf({ sslmode }: Connection): About["login"]["sslmode"] {
  return sslmode === "verify-full" || sslmode === "disable" ? sslmode : "require";
}
