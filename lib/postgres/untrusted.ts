import { AppError, type AppErrorOptions, type ErrorCode } from "../errors.ts";
import type { CertificateFacts } from "./tls.ts";

/** What the other end showed of itself, for a person to compare. Public; nothing in it is a secret. */
export type Shown =
  | { kind: "certificate"; facts: CertificateFacts; pem: string }
  | { kind: "ssh-host-key"; type: string; fingerprint: string };

/** A line that stopped because nobody vouched for the other end: what it showed can be compared and pinned. */
export class UntrustedError extends AppError {
  readonly shown: Shown;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions & { shown: Shown }) {
    super(code, message, options);
    this.shown = options.shown;
  }
}
