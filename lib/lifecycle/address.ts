import type { Target } from "../postgres/client.ts";
import { carriesCertificatesOf } from "../postgres/provider-certificates.ts";
import { loginName } from "../postgres/providers.ts";
import type { TlsMode } from "../postgres/tls.ts";
import type { Secret } from "../secret.ts";

/** What the read-only URL is made of, but for the password. */
export type Address = {
  host: string;
  port: number;
  database: string;
  user: string;
  sslmode: "verify-full" | "require" | "disable";
};

/**
 * The address that the URL will carry: the admin's own, with the role's name. Supabase's shared pooler wants the
 * project behind the name (`role.ref`), as it stood behind the admin's. A certificate that only a CA could vouch for that
 * was handed over, or that we carry, is not vouched for at Lucien's: there the URL says `require`.
 */
export function addressFor(target: Target, role: string, reached: TlsMode): Address {
  const { host, port, database } = target;
  return { host, port, database, user: nameAt(target, role), sslmode: sslmodeOf(target, reached) };
}

/** The login over that address. */
export function loginAt(target: Target, role: string, password: Secret): Target {
  return { ...target, user: nameAt(target, role), password };
}

function nameAt({ host, user }: Target, role: string): string {
  return loginName(role, host, user);
}

function sslmodeOf({ host, caPem }: Target, reached: TlsMode): Address["sslmode"] {
  if (reached === "disable") return "disable";
  const byAll = caPem === null && !carriesCertificatesOf(host);
  return reached === "verify-full" && byAll ? "verify-full" : "require";
}
