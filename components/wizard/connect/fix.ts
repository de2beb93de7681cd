import type { AppErrorJson, ErrorField } from "../../../lib/errors.ts";
import type { Shown } from "../wire";
import type { Form } from "./form";

/** The one thing to do about a failed step: change fields and check again, or go to the field at fault. */
export type Fix = { label: string; change: Partial<Form> } | { label: string; focus: ErrorField } | { label: string };

const AGAIN: Fix = { label: "Check again" };

/** What the button in the failed step says and does. */
export function fixFor(error: AppErrorJson, port: number, shown: Shown | null = null): Fix {
  const code = error.code.split(".")[1] ?? "";
  if (shown !== null && TRUSTED_BY_EYE.includes(code)) return trust(shown);
  if (port === 6543 && /pooler|transaction/.test(code)) {
    return { label: "Use port 5432 and check again", change: { port: "5432" } };
  }
  if (code === "encryption-required") return { label: "Turn encryption on and check again", change: { tls: null } };
  return error.field === null ? AGAIN : (BY_FIELD[error.field] ?? AGAIN);
}

/** Another way out, beside the first; null where there is none. */
export function otherFixFor(error: AppErrorJson, shown: Shown | null): Fix | null {
  const code = error.code.split(".")[1] ?? "";
  return shown?.kind === "certificate" && UNKNOWN_ISSUER.includes(code) ? trust(shown) : null;
}

/** The issuer's certificate is the better answer: it outlives the server's. Who cannot get it compares the server's own. */
const UNKNOWN_ISSUER: readonly string[] = ["certificate-issuer", "certificate-incomplete"];

/** Where comparing a fingerprint is all there is. A host key that changed is not among them. */
const TRUSTED_BY_EYE: readonly string[] = ["certificate-self-signed", "ssh-host-key-unknown"];

function trust(shown: Shown): Fix {
  if (shown.kind === "ssh-host-key") {
    return { label: "It is the same: go on", change: { sshHostKey: shown.fingerprint } };
  }
  return { label: "It is the same: trust this certificate", change: { caPem: shown.pem, tls: "verify-ca" } };
}

const BY_FIELD: Partial<Record<ErrorField, Fix>> = {
  paste: { label: "Paste it again", focus: "paste" },
  host: { label: "Correct the host", focus: "host" },
  port: { label: "Correct the port", focus: "port" },
  database: { label: "Correct the database", focus: "database" },
  user: { label: "Correct the admin user", focus: "user" },
  password: { label: "Type the password again", focus: "password" },
  tls: { label: "Change the encryption", focus: "tls" },
  ca: { label: "Add the certificate", focus: "ca" },
  ssh: { label: "Correct the SSH server", focus: "ssh" },
  "client-certificate": { label: "Add the client certificate", focus: "client-certificate" },
};
