import type { Provider } from "./provider.types.ts";
import { CLOUD_PROVIDERS } from "./providers-cloud.ts";
import { PLATFORM_PROVIDERS } from "./providers-platform.ts";

/** Order matters: the first whose pattern matches is it. */
export const PROVIDERS: readonly Provider[] = [...PLATFORM_PROVIDERS, ...CLOUD_PROVIDERS];

/** Schemas that tools keep for themselves on any server. */
const TOOL_SCHEMAS: readonly string[] = [
  "cron",
  "pgagent",
  "pglogical",
  "repack",
  "partman",
  "pgsodium",
  "vault",
  "net",
];

/** The provider that a host name belongs to, or null. A number address tells nothing. */
export function providerOfHost(host: string): Provider | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  return PROVIDERS.find((provider) => provider.hosts.some((pattern) => pattern.test(name))) ?? null;
}

/** The provider whose own roles are among these names (`rds_superuser`, …), or null. */
export function providerOfRoles(names: readonly string[]): Provider | null {
  const there = new Set(names);
  return PROVIDERS.find((provider) => provider.roles.some((role) => there.has(role))) ?? null;
}

export function providerById(id: string | null): Provider | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}

/** True for schemas that the provider, or a tool of the server, fills for itself. */
export function isProviderSchema(schema: string, provider: Provider | null): boolean {
  return TOOL_SCHEMAS.includes(schema) || (provider?.schemas.includes(schema) ?? false);
}

/** Databases that let no customer in, of any provider: a cluster may have been moved. */
export function isInternalDatabase(database: string): boolean {
  return PROVIDERS.some((provider) => provider.databases.includes(database));
}

export type PooledAddress = {
  /** One server session is shared statement by statement: no session setting holds. */
  transaction: boolean;
  /** How to get to the direct address. */
  direct: string;
  directHost: string | null;
  directPort: number | null;
};

/** What is known of a pooler at this address, or null. A hint: ConnectionInfo.pooled is the proof. */
export function pooledAddress(host: string, port: number): PooledAddress | null {
  const pooler = providerOfHost(host)?.pooler;
  if (!pooler) return null;
  const byHost = pooler.host?.test(host) ?? false;
  const byPort = pooler.transactionPorts.includes(port);
  if (!byHost && !(pooler.host === null && byPort) && !byPort) return null;
  const directHost = pooler.directHost?.from.test(host)
    ? host.replace(pooler.directHost.from, pooler.directHost.to)
    : null;
  const transaction = pooler.transactionPorts.length === 0 || byPort;
  return { transaction, direct: pooler.direct, directHost, directPort: byPort ? pooler.directPort : null };
}

/** The main address of what is only a copy by its name (an Aurora reader endpoint), or null. */
export function writerOf(host: string): string | null {
  const aurora = /^([^.]+)\.cluster-ro-([a-z0-9]+\..*\.rds\.amazonaws\.com(?:\.cn)?)$/i.exec(host);
  return aurora ? `${aurora[1]}.cluster-${aurora[2]}` : null;
}

/**
 * The name with which a role signs in at this host. Supabase's shared pooler wants `role.<project>`: the project is
 * taken from the admin's own login, which has it there.
 */
export function loginName(role: string, host: string, adminLogin: string): string {
  const pooler = providerOfHost(host)?.pooler;
  if (pooler?.login !== "with-project" || !pooler.host?.test(host)) return role;
  const dot = adminLogin.lastIndexOf(".");
  return dot < 0 ? role : `${role}${adminLogin.slice(dot)}`;
}
