import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { AppError } from "../errors.ts";
import { addressIn, type DialPolicy, isListed, isOwnAddress, isSameAddress, refusedRange } from "./addresses.ts";

/** Addresses that may be dialled, in the order in which the resolver gave them. */
export type Found = { host: string; port: number; addresses: string[] };

/** How long one address is waited for before the next is tried beside it (RFC 8305 calls it the attempt delay). */
const ATTEMPT_DELAY_MS = 300;

/**
 * Resolves the name once and checks every address it leads to; one bad address refuses the name, since a name that
 * leads to a database and to a metadata service is no honest name.
 * Throws AppError `refused.address` for those, Node's own error when the name leads nowhere.
 */
export async function findServer(
  address: { host: string; port: number; database: string },
  policy: DialPolicy,
): Promise<Found> {
  const host = plainHost(address.host);
  if (host.startsWith("/")) return findSocket(host, address.port, policy);
  const number = addressIn(host);
  const addresses = number === null ? [...(await (policy.lookup ?? lookUp)(host))] : [number];
  if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  for (const found of addresses) checkAddress(host, found, address.port, policy);
  await checkOwnStore(addresses, address, policy);
  return { host, port: address.port, addresses };
}

/** Throws AppError `refused.address` for a number address that nobody may be sent to, whoever dials it. */
export function checkFarAddress(host: string): void {
  const number = addressIn(host);
  const range = number === null ? null : refusedRange(number);
  if (number !== null && range !== null) throw refused(number, `it lies in ${range}, which is never dialled`);
}

/** Without the brackets that a URL puts around an IPv6 address. */
export function plainHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

async function lookUp(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, order: "verbatim" })).map(({ address }) => address);
}

/**
 * Opens a TCP connection to the first address that answers, and looks again whom it reached. Rejects with Node's error,
 * or an AggregateError when several addresses failed; aborting destroys every attempt.
 */
export async function reachServer(found: Found, policy: DialPolicy, signal: AbortSignal): Promise<Socket> {
  const socket = await firstToAnswer(found, signal);
  const reached = socket.remoteAddress;
  if (found.host.startsWith("/")) return socket;
  try {
    if (reached === undefined) throw Object.assign(new Error("hung up"), { code: "ECONNRESET" });
    checkAddress(found.host, reached, found.port, policy);
    if (!found.addresses.some((dialled) => isSameAddress(dialled, reached)))
      throw refused(reached, "another address answered than the one dialled");
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return socket;
}

/** Throws AppError `refused.address` when the address must not be dialled. */
function checkAddress(host: string, address: string, port: number, policy: DialPolicy): void {
  const range = refusedRange(address);
  if (range !== null) throw refused(address, `it lies in ${range}, which is never dialled`);
  if (policy.ownPorts.includes(port) && isOwnAddress(address)) throw refused(address, "it is this app's own address");
  if (isListed(policy.deny, host, address)) throw refused(address, "it is on the deny list of this app's settings");
  if (policy.allow.length > 0 && !isListed(policy.allow, host, address)) {
    throw refused(address, "it is not on the allow list of this app's settings");
  }
}

async function checkOwnStore(
  addresses: string[],
  target: { port: number; database: string },
  policy: DialPolicy,
): Promise<void> {
  const own = policy.ownStore;
  if (own === null || own.port !== target.port || own.database !== target.database) return;
  const number = addressIn(own.host);
  const ownAddresses = number === null ? await (policy.lookup ?? lookUp)(own.host) : [number];
  const local = ownAddresses.some(isOwnAddress);
  const hit = addresses.find((address) => ownAddresses.includes(address) || (local && isOwnAddress(address)));
  if (hit !== undefined) throw refused(hit, "it is the database in which this app keeps its own records");
}

function findSocket(path: string, port: number, policy: DialPolicy): Found {
  if (!policy.unixSockets) throw refused(path, "a path on this machine is no address of a database server");
  return { host: path, port, addresses: [`${path}/.s.PGSQL.${port}`] };
}

function refused(address: string, why: string): AppError {
  return new AppError("refused.address", "This app does not connect to that address.", {
    hint: "Use the address of your database server. Whoever runs this app can change the list of addresses.",
    detail: `${address}: ${why}.`,
    field: "host",
  });
}

async function firstToAnswer(found: Found, signal: AbortSignal): Promise<Socket> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const attempts: Promise<Socket>[] = [];
  try {
    for (const address of found.addresses) {
      attempts.push(openSocket(found, address, stop));
      const last = attempts.length === found.addresses.length;
      const winner = last ? null : await Promise.race([...attempts, pause(ATTEMPT_DELAY_MS)]).catch(() => null);
      if (winner) return keep(winner, attempts);
    }
    return keep(await Promise.any(attempts), attempts);
  } catch (error) {
    throw error instanceof AggregateError && error.errors.length === 1 ? error.errors[0] : error;
  } finally {
    over.abort();
  }
}

/** Closes the sockets of attempts that also succeeded. */
function keep(winner: Socket, attempts: Promise<Socket>[]): Socket {
  for (const attempt of attempts) {
    attempt.then(
      (socket) => (socket === winner ? undefined : socket.destroy()),
      () => undefined,
    );
  }
  return winner;
}

function openSocket(found: Found, address: string, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = address.startsWith("/") ? connect(address) : connect({ host: address, port: found.port });
  const abort = () => socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  socket.once("error", reject);
  socket.once("connect", () => {
    signal.removeEventListener("abort", abort);
    socket.off("error", reject);
    // From here on the socket has an owner that listens; until then an error must not end the process.
    socket.on("error", () => undefined);
    socket.setNoDelay(true);
    resolve(socket);
  });
  return promise;
}

function pause(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
