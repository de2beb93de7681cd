import type { AppErrorJson, ErrorField } from "../../../lib/errors.ts";
import type { TlsMode } from "../wire";

/** The one thing to do about a failed step: change fields and check again, or go to the field at fault. */
export type Fix =
  | { label: string; change: { port?: number; tls?: TlsMode | null } }
  | { label: string; focus: ErrorField }
  | { label: string };

const AGAIN: Fix = { label: "Check again" };

/** What the button in the failed step says and does. */
export function fixFor(error: AppErrorJson, port: number): Fix {
  const code = error.code.split(".")[1] ?? "";
  if (port === 6543 && /pooler|transaction/.test(code)) {
    return { label: "Use port 5432 and check again", change: { port: 5432 } };
  }
  if (code === "encryption-required") return { label: "Turn encryption on and check again", change: { tls: null } };
  return error.field === null ? AGAIN : (BY_FIELD[error.field] ?? AGAIN);
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
};
