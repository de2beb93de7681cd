import { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { type ConnectionOptions, checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from "node:tls";
import { AppError } from "../errors.ts";

/** How sure a line must be: as libpq's sslmode, without its fallbacks (`allow`, `prefer`). */
export type TlsMode = "verify-full" | "verify-ca" | "require" | "disable";

/** Public facts of the certificate that the server showed. */
export type CertificateFacts = {
  subject: string;
  issuer: string;
  /** Subject alternative names as OpenSSL writes them: `DNS:db.example.com, IP Address:10.0.0.1`. */
  names: string;
  /** ISO 8601. */
  validFrom: string;
  validTo: string;
  fingerprint256: string;
  selfSigned: boolean;
};

/** A line that is encrypted, and what was checked of the other end. */
export type SecuredLine = { stream: TLSSocket; reached: TlsMode; certificate: CertificateFacts };

/**
 * Does the TLS handshake over a socket on which the server has agreed to it. Rejects with Node's own error (a code such
 * as `SELF_SIGNED_CERT_IN_CHAIN`) when the certificate does not satisfy the mode; nothing has been sent by then.
 * The name that is checked, and sent as SNI, is the host that was asked for, never the address that was dialled.
 */
export function startTls(
  socket: Socket,
  host: string,
  mode: Exclude<TlsMode, "disable">,
  caPem: string | null,
): Promise<SecuredLine> {
  const { promise, resolve, reject } = Promise.withResolvers<SecuredLine>();
  const stream = connect({ socket, host, ...tlsOptions(host, mode, caPem) });
  const fail = (error: Error) => {
    reject(error);
    socket.destroy();
  };
  stream.once("error", fail);
  socket.once("error", fail);
  socket.once("close", () => fail(Object.assign(new Error("closed during the TLS handshake"), { code: "ECONNRESET" })));
  stream.once("secureConnect", () => {
    stream.off("error", fail);
    // Until the driver listens, an error must not end the process.
    stream.on("error", () => undefined);
    // Also where less was asked for, Node has checked chain and name: what holds is told.
    const reached = stream.authorized && nameHolds(stream, host) ? "verify-full" : mode;
    resolve({ stream, reached, certificate: certificateFacts(stream.getPeerCertificate()) });
  });
  return promise;
}

/** Node's options for a mode. verify-ca checks the chain and not the name; require encrypts and checks nothing. */
export function tlsOptions(
  host: string,
  mode: Exclude<TlsMode, "disable">,
  caPem: string | null,
): Pick<ConnectionOptions, "ca" | "rejectUnauthorized" | "servername" | "checkServerIdentity"> {
  return {
    rejectUnauthorized: mode !== "require",
    ...(caPem === null ? {} : { ca: caPem }),
    // An address is no server name (RFC 6066, section 3); Node then checks the certificate against `host`.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(mode === "verify-full" ? {} : { checkServerIdentity: () => undefined }),
  };
}

/**
 * Throws AppError `connect.ca-unreadable` unless the text holds certificates and nothing that breaks: Node would leave
 * out in silence what it cannot read, and then blame the server.
 */
export function checkCaPem(caPem: string): void {
  const blocks =
    caPem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error("no certificate");
    for (const block of blocks) new X509Certificate(block);
  } catch {
    throw new AppError("connect.ca-unreadable", "We cannot read the certificate you added.", {
      hint: "It starts with -----BEGIN CERTIFICATE-----. Copy the whole file.",
      detail: `${blocks.length} PEM blocks found; OpenSSL could not parse them all.`,
      field: "ca",
    });
  }
}

function nameHolds(stream: TLSSocket, host: string): boolean {
  return checkServerIdentity(host, stream.getPeerCertificate()) === undefined;
}

function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: certificate.subjectaltname ?? "",
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    fingerprint256: certificate.fingerprint256 ?? "",
    selfSigned: nameOf(certificate.subject) === nameOf(certificate.issuer),
  };
}

function nameOf(subject: PeerCertificate["subject"] | undefined): string {
  const name = subject?.CN ?? subject?.O ?? "";
  return Array.isArray(name) ? name.join(", ") : name;
}

function isoDate(text: string | undefined): string {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}
