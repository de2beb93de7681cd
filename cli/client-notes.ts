import { clientNeeds, type Way, writtenWay } from "../lib/credentials/client-needs.ts";
import { holdsSelfIssued } from "../lib/credentials/self-issued.ts";
import type { Address } from "../lib/lifecycle/address.ts";
import { say, shellWord } from "./print.ts";

/** Which clients take the URL as it is, and what the others need first. `ca`: the certificate that was added, and its file. */
export function sayClients(
  address: Pick<Address, "host" | "sslmode">,
  ca: { pem: string | null; file: string | null },
): void {
  const { asItIs, checks, needs } = clientNeeds(address);
  if (needs.length === 0) return;
  say(`${asItIs.join(", ")} take the URL as it is. ${checks}`);
  // A server's own certificate that somebody else signed is enough for us, and for no client.
  const own = address.sslmode === "require" && holdsSelfIssued(ca.pem ?? "") ? ca.file : null;
  for (const { clients, says, ways } of needs) {
    say(`${clients.join(", ")}: ${says} ${ways.map((way) => `${way.says} ${written(way, own)}`).join(" ")}`);
  }
}

function written(way: Way, file: string | null): string {
  return file === null ? writtenWay(way) : writtenWay(way).replace(/\bFILE$/, () => shellWord(file));
}
