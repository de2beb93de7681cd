import "server-only";
import type { KnownSchemas } from "../../components/hand-off/compose-form.tsx";
import type { Verification } from "../../lib/verify/verification.ts";
import { store } from "./store.ts";

/** The schemas that the newest check saw, of this connection or (null) of any; null: nothing was checked yet. */
export async function knownSchemas(about: string | null): Promise<KnownSchemas | null> {
  const { connections } = await store();
  const asked = (await connections.list()).filter(({ id }) => about === null || id === about);
  const checked = asked.filter(({ checks }) => checks.length > 0);
  const newest = checked.sort((a, b) => (b.checks[0]?.at ?? 0) - (a.checks[0]?.at ?? 0))[0];
  if (!newest) return null;
  const evidence = await connections.evidence(newest.id);
  return evidence === null ? null : { host: newest.host, schemas: schemasIn(evidence) };
}

function schemasIn(evidence: string): string[] {
  const { probes }: Pick<Verification, "probes"> = JSON.parse(evidence);
  const names = probes.flatMap(({ object }) => object?.schema ?? []);
  return [...new Set(names)].filter((name) => !name.startsWith("pg_")).sort();
}
