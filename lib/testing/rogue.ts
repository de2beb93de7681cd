import { createServer, type Socket } from "node:net";

/** What a peer does: called with null when the line is there, then with each chunk that comes and its number from 1. */
export type Peer = (socket: Socket, chunk: Buffer | null, count: number) => void;

/** A peer on a port of its own that does not keep to the rules; `sent` is all that it was told. */
export async function withPeer(peer: Peer, work: (port: number, sent: () => Buffer) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const received: Buffer[] = [];
  const server = createServer((socket) => {
    let count = 0;
    sockets.add(socket);
    socket.on("error", () => undefined);
    peer(socket, null, 0);
    socket.on("data", (chunk) => {
      received.push(chunk);
      peer(socket, chunk, ++count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address !== "object") throw new Error("no port");
  try {
    await work(address.port, () => Buffer.concat(received));
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

/** Several peers, each on a port of its own. */
export function withPeers(
  peers: readonly Peer[],
  work: (ports: number[]) => Promise<void>,
  ports: number[] = [],
): Promise<void> {
  const [next, ...rest] = peers;
  return next ? withPeer(next, (port) => withPeers(rest, work, [...ports, port])) : work(ports);
}

/** A message of the protocol: its type, a length that counts itself, the body in Latin-1. */
export function message(type: string, body: Buffer | string): Buffer {
  const bytes = typeof body === "string" ? Buffer.from(body, "latin1") : body;
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

export const READY = message("Z", "I");

/** Lets anybody in: AuthenticationOk, BackendKeyData, ReadyForQuery. */
export const WELCOME = Buffer.concat([message("R", "\0\0\0\0"), message("K", "\0".repeat(8)), READY]);

/** An ErrorResponse of this severity, SQLSTATE and text. */
export function failure(sqlstate: string, text: string, severity = "FATAL"): Buffer {
  return message("E", Buffer.from(`S${severity}\0V${severity}\0C${sqlstate}\0M${text}\0\0`, "utf8"));
}

/** Answers that offer no TLS to the first message, let us in at the second, and do `then` with whatever follows. */
export function afterWelcome(then: (socket: Socket, count: number) => void): Peer {
  return (socket, _chunk, count) => {
    if (count === 1) socket.write("N");
    else if (count === 2) socket.write(WELCOME);
    else if (count > 2) then(socket, count);
  };
}

/** Writes the same without end, as fast as it is taken; `first` once before it. */
export function flood(socket: Socket, bytes: Buffer, first: Buffer = Buffer.alloc(0)): void {
  socket.write(first);
  const more = () => socket.writable && socket.write(bytes, more);
  more();
}
