import { createPrivateKey, X509Certificate } from "node:crypto";
import { AppError } from "../errors.ts";
import type { ClientCertificate } from "./tls.ts";

/** Throws AppError `connect.client-certificate-unreadable` unless both can be read and belong together. */
export function checkClientCertificate({ pem, key }: ClientCertificate): void {
  let belong = false;
  try {
    belong = new X509Certificate(pem).checkPrivateKey(createPrivateKey(key.reveal()));
  } catch {
    // Said below: OpenSSL's own words may quote the key.
  }
  if (belong) return;
  throw new AppError("connect.client-certificate-unreadable", "Your client certificate and its key do not fit.", {
    hint: "Copy both files whole. A key with a passphrase must be saved without one first.",
    detail: "OpenSSL could not read the pair, or the key belongs to another certificate.",
    field: "client-certificate",
  });
}
