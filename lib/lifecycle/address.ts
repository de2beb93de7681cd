import type { Target } from "../postgres/client.ts";
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
 * project behind the name (`role.ref`), as it stood behind the admin's. A certificate that only a handed-over CA could
 * vouch for is not vouched for at Lucien's: there the URL says `require`.
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
  const project = host.endsWith(".pooler.supabase.com") ? user.split(".")[1] : undefined;
  return project === undefined ? role : `${role}.${project}`;
}

function sslmodeOf(target: Target, reached: TlsMode): Address["sslmode"] {
  if (reached === "disable") return "disable";
  return reached === "verify-full" && target.caPem === null ? "verify-full" : "require";
}
