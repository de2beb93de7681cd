"use client";

import { type ReactNode, useId, useState } from "react";
import type { Provider } from "../../../lib/postgres/provider.types.ts";

/** The link beside the password, and the answer it opens under the fields. */
export function useWhereToFind(
  provider: Provider | null,
  ourAddress: string | null,
): { link: ReactNode; answer: ReactNode } {
  const [open, setOpen] = useState(false);
  const id = useId();
  return {
    link: (
      <button type="button" className="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        Where do I find this?
      </button>
    ),
    answer: (
      <div id={id} hidden={!open} className="mt-4 border-l-2 border-line-2 pl-3.5 text-small text-ink-2">
        {provider ? <AtProvider provider={provider} ourAddress={ourAddress} /> : <Anywhere ourAddress={ourAddress} />}
      </div>
    ),
  };
}

function AtProvider({ provider, ourAddress }: { provider: Provider; ourAddress: string | null }) {
  return (
    <dl className="grid gap-2">
      <Row term={`In ${provider.name}`}>{provider.findUrl}</Row>
      <Row term="What its login may do">{provider.admin}</Row>
      <Row term="If it does not let us in">
        {provider.allowAddress} {whomToLetIn(ourAddress)}
      </Row>
      {provider.certificate.issuer === "own" && <Row term="Its certificate">{provider.certificate.where}</Row>}
    </dl>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold text-ink">{term}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Both have to get in: this app now, Lucien afterwards. */
function whomToLetIn(ourAddress: string | null): string {
  const us = ourAddress === null ? "Add the address of this app" : `Add the address of this app, ${ourAddress}`;
  return `${us}, and Lucien’s own addresses, which it shows where you connect Postgres.`;
}

function Anywhere({ ourAddress }: { ourAddress: string | null }) {
  return (
    <p>
      On the page of your database host, look for Connect, Connection string or Database URL. It starts with{" "}
      <code className="font-mono text-code">postgresql://</code>. The admin is the login that owns your tables. If you
      do not know its password, your host lets you set a new one there. If your host lists who may connect:{" "}
      {whomToLetIn(ourAddress)}
    </p>
  );
}
