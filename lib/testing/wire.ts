import net from "node:net";
import type { Target } from "../postgres/client.ts";

/**
 * What a wire does with a chunk of the client's: pass it on, cut the line, lose it, or send the server something else
 * and, with `answer`, tell the client that in the place of what the server answers.
 */
export type Verdict = "pass" | "cut" | "lose" | { instead: Buffer; answer?: Buffer };

/**
 * A wire between client and server that a test may tamper with: `judge` sees every chunk that the client sends. For
 * what a host between us and Postgres does, and for lines that break at a chosen moment. Speaks no TLS.
 */
export async function withWire<T>(
  target: Target,
  judge: (chunk: Buffer) => Verdict,
  work: (wired: Target) => Promise<T>,
): Promise<T> {
  const server = net.createServer((client) => join(client, net.connect(target.port, target.host), judge));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  try {
    return await work({ ...target, host: "127.0.0.1", port });
  } finally {
    server.close();
  }
}

function join(client: net.Socket, server: net.Socket, judge: (chunk: Buffer) => Verdict): void {
  const answers: Buffer[] = [];
  const end = () => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.on("error", end).on("close", end);
  server.on("data", (chunk) => client.write(answers.shift() ?? chunk));
  client.on("data", (chunk) => {
    const verdict = judge(chunk);
    if (verdict === "cut") end();
    else if (verdict === "pass") server.write(chunk);
    else if (verdict !== "lose") {
      if (verdict.answer) answers.push(verdict.answer);
      server.write(verdict.instead);
    }
  });
}

/** The text of a simple Query message (protocol 3, message Q), or null. */
export function queryText(chunk: Buffer): string | null {
  return chunk[0] === 0x51 ? chunk.subarray(5, -1).toString("utf8") : null;
}

/** The chunk with another text where a simple Query matches; the messages around it as they were. */
export function replaceQuery(chunk: Buffer, what: RegExp, text: string): Buffer {
  const messages: Buffer[] = [];
  for (let at = 0; at + 5 <= chunk.length; ) {
    const end = at + chunk.readInt32BE(at + 1) + 1;
    const message = chunk.subarray(at, end);
    messages.push(what.test(queryText(message) ?? "") ? queryMessage(text) : message);
    at = end;
  }
  return Buffer.concat(messages);
}

/** A simple Query message. */
export function queryMessage(text: string): Buffer {
  const body = Buffer.from(`${text}\0`, "utf8");
  const head = Buffer.from("Q\0\0\0\0");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** ErrorResponse (message E), and ReadyForQuery out of a transaction behind it. */
export function errorMessage(sqlstate: string, message: string): Buffer {
  const fields = Buffer.from(`SERROR\0VERROR\0C${sqlstate}\0M${message}\0\0`, "utf8");
  const head = Buffer.from("E\0\0\0\0");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields, Buffer.from("Z\0\0\0\x05I")]);
}
