import { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { type ConnectionOptions, checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from "node:tls";
import { AppError } from "../errors.ts";
import type { Secret } from "../secret.ts";

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

/** What this side shows, for servers that ask (`clientcert=…` in pg_hba.conf). */
export type ClientCertificate = { pem: string; key: Secret };

/** Whom to believe: PEM texts in place of the system's authorities, or null for those. */
export type Trust = { ca: string | readonly string[] | null; clientCertificate: ClientCertificate | null };

/** A line that is encrypted, and what was checked of the other end. */
export type SecuredLine = { stream: TLSSocket; reached: TlsMode; certificate: CertificateFacts };

/** Why a certificate was not accepted, by Node's code, with the certificate. */
export class CertificateRefusal extends Error {
  readonly code: string;
  readonly certificate: { facts: CertificateFacts; pem: string };

  constructor(code: string, certificate: PeerCertificate) {
    super("certificate refused");
    this.code = code;
    this.certificate = { facts: certificateFacts(certificate), pem: pemOf(certificate) };
  }
}

/**
 * Does the TLS handshake over a socket on which the server has agreed to it. Rejects with CertificateRefusal (a code
 * such as `SELF_SIGNED_CERT_IN_CHAIN`) when the certificate does not satisfy the mode, with Node's own error where the
 * handshake failed; nothing has been sent by then. The name that is checked, and sent as SNI, is the host that was asked
 * for, never the address that was dialled.
 */
export function startTls(
  socket: Socket,
  host: string,
  mode: Exclude<TlsMode, "disable">,
  trust: Trust,
): Promise<SecuredLine> {
  const { promise, resolve, reject } = Promise.withResolvers<SecuredLine>();
  const stream = connect({ socket, host, ...tlsOptions(host, trust) });
  const fail = (error: Error & { code?: string }) => {
    reject(error.code === "ECONNRESET" || error.code === "EPIPE" ? cutOff() : error);
    stream.destroy();
    socket.destroy();
  };
  stream.once("error", fail);
  socket.once("error", fail);
  socket.once("close", () => fail(cutOff()));
  stream.once("secureConnect", () => {
    stream.off("error", fail);
    // Until the driver listens, an error must not end the process.
    stream.on("error", () => undefined);
    const certificate = stream.getPeerCertificate();
    const objection = objectionTo(stream, certificate, host, mode);
    if (objection !== null) return fail(new CertificateRefusal(objection, certificate));
    // Also where less was asked for, chain and name were checked: what holds is told.
    const holds = chainObjection(stream) === null && nameHolds(certificate, host);
    resolve({ stream, reached: holds ? "verify-full" : mode, certificate: certificateFacts(certificate) });
  });
  return promise;
}

function cutOff(): Error {
  return Object.assign(new Error("closed during the TLS handshake"), { code: "ECONNRESET" });
}

/**
 * Node checks the chain in any case; what follows from it is decided in `objectionTo`, since Node's own refusal takes the
 * certificate along that the reader has to see. The name is ours to check (`checkServerIdentity`).
 */
function tlsOptions(host: string, { ca, clientCertificate }: Trust): ConnectionOptions {
  return {
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minVersion: "TLSv1.2",
    // A certificate that was handed over is believed itself, whoever signed it (`partial`): that is what pinning means.
    ...(ca === null ? {} : { ca: typeof ca === "string" ? ca : [...ca], allowPartialTrustChain: true }),
    ...(clientCertificate === null ? {} : { cert: clientCertificate.pem, key: clientCertificate.key.reveal() }),
    // An address is no server name (RFC 6066, section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
  };
}

/** Node's code for why this certificate does not satisfy the mode, or null when it does. */
function objectionTo(
  stream: TLSSocket,
  certificate: PeerCertificate,
  host: string,
  mode: Exclude<TlsMode, "disable">,
): string | null {
  if (mode === "require") return null;
  const chain = chainObjection(stream);
  if (chain !== null) return chain;
  return mode === "verify-ca" || nameHolds(certificate, host) ? null : "ERR_TLS_CERT_ALTNAME_INVALID";
}

function chainObjection(stream: TLSSocket): string | null {
  if (stream.authorized) return null;
  // With rejectUnauthorized off Node gives the code here, typed as an Error.
  const objection: unknown = stream.authorizationError;
  if (typeof objection === "string" && objection !== "") return objection;
  return (objection as { code?: string } | null)?.code ?? "CERT_UNTRUSTED";
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

function nameHolds(certificate: PeerCertificate, host: string): boolean {
  return checkServerIdentity(host, certificate) === undefined;
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

function pemOf({ raw }: PeerCertificate): string {
  return raw === undefined ? "" : new X509Certificate(raw).toString();
}

function nameOf(subject: PeerCertificate["subject"] | undefined): string {
  const name = subject?.CN ?? subject?.O ?? "";
  return Array.isArray(name) ? name.join(", ") : name;
}

function isoDate(text: string | undefined): string {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}
