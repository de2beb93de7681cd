import { once } from "node:events";
import type { Socket } from "node:net";
import { AppError } from "../errors.ts";
import { isLocalAddress } from "./addresses.ts";
import type { Target } from "./client.ts";
import { certificatesOf } from "./provider-certificates.ts";
import { type CertificateFacts, startTls, type TlsMode } from "./tls.ts";

/** A line on which the start-up message may be sent. */
export type Line = {
  stream: Socket;
  address: string;
  reached: TlsMode;
  certificate: CertificateFacts | null;
  warnings: string[];
  sentence: string;
};

/** SSLRequest: length 8, code 80877103 (src/include/libpq/pqcomm.h, NEGOTIATE_SSL_CODE). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/**
 * Asks the server for TLS and does the handshake the mode wants. Without a mode: verify-full; where the server offers
 * no TLS, unencrypted to loopback and private addresses only, with a warning. A certificate that does not verify is
 * never accepted unless the mode says so. `onAnswer`: the server answered as Postgres does. Rejects with AppError or with Node's TLS error; no password was sent by then.
 */
export async function secureLine(
  socket: Socket,
  host: string,
  target: Pick<Target, "tls" | "caPem" | "clientCertificate" | "ssh">,
  onAnswer: () => void = () => undefined,
): Promise<Line> {
  const address = socket.remoteAddress ?? host;
  const plain = { stream: socket, address, reached: "disable" as const, certificate: null };
  if (host.startsWith("/")) return { ...plain, warnings: [], sentence: "The line does not leave this machine." };
  if (target.tls === "disable") {
    return {
      ...plain,
      warnings: [`The line to ${host} is not encrypted, as asked for.`],
      sentence: "Not encrypted, as asked for.",
    };
  }
  const offered = await offersTls(socket);
  onAnswer();
  if (!offered) return withoutTls(plain, host, target);
  const mode = target.tls ?? "verify-full";
  const ca = target.caPem ?? (await certificatesOf(host));
  const line = await startTls(socket, host, mode, { ca, clientCertificate: target.clientCertificate ?? null });
  return { ...line, address, ...TLS_WORDS[line.reached === "verify-full" ? "verify-full" : mode] };
}

const TLS_WORDS = {
  "verify-full": { warnings: [], sentence: "The line is encrypted and the certificate is valid." },
  "verify-ca": {
    warnings: ["The certificate is from the right issuer; the server's name in it was not checked, as asked for."],
    sentence: "The line is encrypted and the certificate's issuer is right.",
  },
  require: {
    warnings: ["The line is encrypted, but who answers was not checked, as asked for."],
    sentence: "The line is encrypted. Who answers was not checked.",
  },
};

function withoutTls(
  plain: Omit<Line, "warnings" | "sentence">,
  host: string,
  { tls, ssh }: Pick<Target, "tls" | "ssh">,
): Line {
  if (tls === null && ssh) {
    return {
      ...plain,
      warnings: [`Between the SSH server and ${host} the line is not encrypted: the database offers no TLS.`],
      sentence: "Encrypted up to the SSH server. Behind it the database offers no encryption.",
    };
  }
  if (tls === null && isLocalAddress(plain.address)) {
    return {
      ...plain,
      warnings: [
        `The line to ${host} (${plain.address}) is not encrypted: the server offers no TLS, and the address is a private one.`,
      ],
      sentence: "The line is not encrypted. It stays on a private network.",
    };
  }
  throw new AppError("connect.no-encryption", "This database does not encrypt, so we sent no password.", {
    hint: "Turn on TLS on the server, or say that the line may stay unencrypted (--tls disable).",
    detail: "SSLRequest answered N (ssl = off, or a pooler without client TLS).",
    field: "tls",
  });
}

async function offersTls(socket: Socket): Promise<boolean> {
  socket.write(SSL_REQUEST);
  const answer = await firstBytes(socket);
  if (answer.length === 1 && answer[0] === 0x53) return true; // S
  if (answer.length === 1 && answer[0] === 0x4e) return false; // N
  // More than one byte after S or N before TLS is what a man in the middle would smuggle in (CVE-2021-23222).
  throw notPostgres(answer);
}

async function firstBytes(socket: Socket): Promise<Buffer> {
  const closed = new AbortController();
  const onClose = () => closed.abort(Object.assign(new Error("hung up"), { code: "ECONNRESET" }));
  socket.once("close", onClose);
  socket.once("end", onClose);
  try {
    const [bytes] = (await once(socket, "data", { signal: closed.signal })) as [Buffer];
    socket.pause();
    return bytes;
  } catch (error) {
    throw closed.signal.aborted ? closed.signal.reason : error;
  } finally {
    socket.off("close", onClose);
    socket.off("end", onClose);
  }
}

/** Names what answered, by its first bytes. */
function notPostgres(answer: Buffer): AppError {
  const text = answer.subarray(0, 64).toString("latin1");
  if (answer[0] === 0x45) return serverError(answer);
  const kind =
    answer[4] === 0x0a && answer[3] === 0
      ? "mysql"
      : /^HTTP\/|^<|^HTTP/i.test(text)
        ? "http"
        : /^SSH-/.test(text)
          ? "ssh"
          : "unknown";
  const words = NOT_POSTGRES[kind];
  return new AppError(words.code, words.message, {
    hint: "Check the address and the port. Most Postgres servers use 5432.",
    detail: words.detail,
    field: "port",
  });
}

/** 'E': an ErrorResponse instead of S or N; its text is not trusted before TLS (the server may be full). */
function serverError(_answer: Buffer): AppError {
  return new AppError(
    "connect.secure-refused",
    "The server refused to talk about encryption. It may be full or starting up.",
    {
      hint: "Wait a minute and check again. If it stays, check the port.",
      detail: "SSLRequest was answered with an ErrorResponse (message type E) instead of S or N.",
      field: "port",
    },
  );
}

const NOT_POSTGRES = {
  mysql: {
    code: "connect.not-postgres-mysql",
    message: "That looks like a MySQL database, not Postgres.",
    detail: "The first bytes are a MySQL handshake (protocol 10).",
  },
  http: {
    code: "connect.not-postgres",
    message: "Something answered, but it is a web server, not a Postgres database.",
    detail: "The first bytes are HTTP.",
  },
  ssh: {
    code: "connect.not-postgres",
    message: "Something answered, but it is an SSH server, not a Postgres database.",
    detail: "The first bytes are an SSH banner.",
  },
  unknown: {
    code: "connect.not-postgres",
    message: "Something answered, but it is not a Postgres database.",
    detail: "SSLRequest was answered with neither S nor N.",
  },
} as const;
