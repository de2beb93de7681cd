import net from "node:net";
import pg from "pg";
import type { Target } from "../postgres/client.ts";

const SERVER_SESSIONS = 3;

/**
 * A pooler in transaction mode, as small as can be: every client is let in under a backend number of the pooler's own,
 * and each transaction goes to the next of three server sessions. So no session setting, lock or SET ROLE outlives its
 * transaction for the client, as with PgBouncer's pool_mode=transaction. One login; simple and extended queries.
 */
export async function withTransactionPooler<T>(target: Target, work: (pooled: Target) => Promise<T>): Promise<T> {
  const sessions = await Promise.all(Array.from({ length: SERVER_SESSIONS }, () => openSession(target)));
  const pool = new Pool(sessions.map((s) => s.stream));
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    sockets.add(client);
    welcome(client, pool);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  try {
    return await work({ ...target, host: "127.0.0.1", port });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    for (const { stream } of sessions) stream.destroy();
  }
}

/** Signs in with the driver, then takes its socket over. */
async function openSession(target: Target): Promise<{ stream: net.Socket }> {
  const { host, port, database, user, password } = target;
  const client = new pg.Client({ host, port, database, user, password: password.reveal(), ssl: false });
  client.on("error", () => undefined);
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: net.Socket } }).connection;
  stream.removeAllListeners("data");
  return { stream };
}

/** Free server sessions, oldest first; whoever finds none waits in line. */
class Pool {
  readonly #free: net.Socket[];
  readonly #waiting: ((session: net.Socket) => void)[] = [];

  constructor(sessions: net.Socket[]) {
    this.#free = sessions;
  }

  lease(): Promise<net.Socket> {
    const session = this.#free.shift();
    return session ? Promise.resolve(session) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(session: net.Socket): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#free.push(session);
  }
}

function welcome(client: net.Socket, pool: Pool): void {
  client.on("error", () => client.destroy());
  client.on("data", function first(chunk) {
    // SSLRequest (80877103): answered with a plain no.
    if (chunk.length === 8 && chunk.readInt32BE(4) === 80877103) return void client.write("N");
    client.off("data", first);
    client.write(Buffer.concat([AUTHENTICATION_OK, ...parameters(), BACKEND_KEY, READY]));
    serve(client, pool);
  });
}

/** Passes on what the client sends; at the end of each transaction the server session goes back to the pool. */
function serve(client: net.Socket, pool: Pool): void {
  let session: net.Socket | null = null;
  let leasing = false;
  let ahead: Buffer[] = [];
  let unread = Buffer.alloc(0);
  let pending = 0;
  const answer = (chunk: Buffer) => {
    client.write(chunk);
    unread = Buffer.concat([unread, chunk]);
    for (
      ;
      unread.length >= 5 && unread.length >= unread.readInt32BE(1) + 1;
      unread = unread.subarray(unread.readInt32BE(1) + 1)
    ) {
      if (unread[0] !== 0x5a) continue; // ReadyForQuery
      pending -= 1;
      if (pending > 0 || unread[5] !== 0x49 || session === null) continue; // I: out of a transaction
      session.off("data", answer);
      pool.giveBack(session);
      session = null;
    }
  };
  client.on("data", async (chunk) => {
    if (chunk[0] === 0x58) return client.destroy(); // Terminate
    pending += readiesIn(chunk);
    if (session !== null) return session.write(chunk);
    ahead.push(chunk);
    if (leasing) return;
    leasing = true;
    session = (await pool.lease()).on("data", answer);
    leasing = false;
    for (const one of ahead) session.write(one);
    ahead = [];
  });
}

/** How many ReadyForQuery these messages will be answered with: one a Query, one a Sync. */
function readiesIn(chunk: Buffer): number {
  let found = 0;
  for (let at = 0; at + 5 <= chunk.length; at += chunk.readInt32BE(at + 1) + 1) {
    if (chunk[at] === 0x51 || chunk[at] === 0x53) found += 1;
  }
  return found;
}

const AUTHENTICATION_OK = Buffer.from("R\0\0\0\x08\0\0\0\0");
const BACKEND_KEY = Buffer.from("K\0\0\0\x0c\x7f\xff\xff\xf0\0\0\0\x01", "latin1");
const READY = Buffer.from("Z\0\0\0\x05I");

function parameters(): Buffer[] {
  return [
    ["server_version", "17.0"],
    ["client_encoding", "UTF8"],
    ["standard_conforming_strings", "on"],
    ["integer_datetimes", "on"],
  ].map(([name, value]) => {
    const body = Buffer.from(`${name}\0${value}\0`);
    const head = Buffer.from("S\0\0\0\0");
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  });
}
