"use client";

import { pooledAddress, writerOf } from "../../../lib/postgres/providers.ts";
import { Button } from "../../ui/button";
import type { Form } from "./form";

type Better = { says: string; label: string | null; change: Partial<Form> };

/** A better address than the one that is there, where the host's names tell one: past the pooler, or the writer's. */
export function betterAddress({ host, port }: Form): Better | null {
  const writer = writerOf(host);
  if (writer !== null) {
    const says = "This is the address of a copy that cannot be changed. The main one is the writer's.";
    return { says, label: "Use the writer's address", change: { host: writer } };
  }
  const pooled = pooledAddress(host, Number(port));
  if (pooled === null || (!pooled.transaction && pooled.directHost === null)) return null;
  const says = `This address is for short visits (a pooler). Making a login wants the one for long visits. ${pooled.direct}`;
  if (pooled.directHost !== null) return { says, label: "Use the direct address", change: { host: pooled.directHost } };
  if (pooled.directPort === null) return { says, label: null, change: {} };
  return { says, label: `Use port ${pooled.directPort}`, change: { port: String(pooled.directPort) } };
}

/** Says so under the fields, with one button. */
export function AddressNote({ form, onUse }: { form: Form; onUse: (change: Partial<Form>) => void }) {
  const better = betterAddress(form);
  if (better === null) return null;
  return (
    <div className="mt-4 border-l-2 border-line-2 pl-3.5 text-small text-ink-2" role="status">
      <p>{better.says}</p>
      {better.label !== null && (
        <Button small look="second" className="mt-2" onClick={() => onUse(better.change)}>
          {better.label}
        </Button>
      )}
    </div>
  );
}
