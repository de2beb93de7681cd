import type { ReactNode } from "react";
import type { Shown } from "../wire";

/** What the other end showed of itself, to be compared with what whoever runs it says. */
export function ShownIdentity({ shown }: { shown: Shown }) {
  return (
    <div className="mt-3 border-l-2 border-line-2 pl-3.5 text-small">
      <p>Ask whoever runs it for the fingerprint, over another way than this page. Compare every sign.</p>
      <dl className="mt-2 grid gap-1.5">{shown.kind === "certificate" ? certificateRows(shown) : keyRows(shown)}</dl>
    </div>
  );
}

function certificateRows({ facts }: Extract<Shown, { kind: "certificate" }>): ReactNode {
  return (
    <>
      <Row term="SHA-256 fingerprint">{facts.fingerprint256}</Row>
      <Row term="For">{[facts.subject, facts.names].filter(Boolean).join(" · ")}</Row>
      <Row term="Issued by">{facts.selfSigned ? `itself (${facts.issuer})` : facts.issuer}</Row>
      <Row term="Valid">{`${facts.validFrom.slice(0, 10)} to ${facts.validTo.slice(0, 10)}`}</Row>
    </>
  );
}

function keyRows({ type, fingerprint }: Extract<Shown, { kind: "ssh-host-key" }>): ReactNode {
  return <Row term={`Host key (${type})`}>{fingerprint}</Row>;
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-label text-ink-2">{term}</dt>
      <dd className="font-mono text-code wrap-anywhere">{children}</dd>
    </div>
  );
}
