import { type ClientNeed, clientNeeds, type Way, writtenWay } from "../../../lib/credentials/client-needs.ts";
import { holdsSelfIssued } from "../../../lib/credentials/self-issued.ts";
import { CopyButton } from "../../ui/copy-button";
import { Disclosure, Pre } from "../../ui/disclosure";
import type { RunResult } from "../wire";
import { listed } from "../wording";

type Address = Pick<RunResult["address"], "host" | "sslmode">;

/** Which clients take the URL as it is, and what the others need first. `caPem`: the certificate that was added, if known. */
export function ClientNotes({ address, caPem }: { address: Address; caPem: string | null }) {
  const { asItIs, checks, needs } = clientNeeds(address);
  if (needs.length === 0) return null;
  const own = address.sslmode === "require";
  return (
    <Disclosure className="mt-4" summary={own ? "If the certificate is refused" : "For psql, Python and Java"}>
      <div className="mt-2 max-w-[64ch] border-l-2 border-line-2 pl-3.5 text-small text-ink-2">
        <p>
          {listed(asItIs)} take the URL as it is. {checks}
        </p>
        {needs.map((need) => (
          <Need key={need.clients.join()} need={need} />
        ))}
        {own && caPem && <AddedCertificate pem={caPem} />}
      </div>
    </Disclosure>
  );
}

/** A server's own certificate that somebody else signed is enough for us, and for no client. */
function AddedCertificate({ pem }: { pem: string }) {
  if (!holdsSelfIssued(pem)) {
    return <p className="mt-3">The certificate that you trusted will not do there. It takes its issuer’s.</p>;
  }
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <CopyButton look="second" small label="Copy the certificate" text={() => pem} done="Certificate copied." />
      <span>The one that you added. Save it as FILE.</span>
    </div>
  );
}

function Need({ need }: { need: ClientNeed }) {
  return (
    <div className="mt-3">
      <p className="font-semibold text-ink">{listed(need.clients)}</p>
      <p>{need.says}</p>
      <ul className="mt-1 grid gap-2">
        {need.ways.map((way) => (
          <WayRow key={writtenWay(way)} way={way} />
        ))}
      </ul>
    </div>
  );
}

function WayRow({ way }: { way: Way }) {
  return (
    <li>
      {way.says}
      <Pre>{writtenWay(way)}</Pre>
    </li>
  );
}
