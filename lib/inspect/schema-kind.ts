import type { Provider } from "../postgres/provider.types.ts";
import { isProviderSchema } from "../postgres/providers.ts";
import type { RelationFacts, SchemaFacts } from "./snapshot.ts";

/**
 * Left out by name on every server: the four that docs/cli.md promises, and names that nobody else would choose. A
 * customer's own `auth` is among them on purpose: what stands in such a schema is sign-in data whoever made it, and one
 * flag or tick brings it back.
 */
const BY_NAME = /^(auth|vault|storage|cron|pgbouncer|rdsadmin|_?supabase_.+|neon_.+|_timescaledb_.+|timescaledb_.+)$/;

/** Roles of a provider's own machinery: what they own is not the customer's. */
const PROVIDER_OWNER =
  /^(supabase_.+|pgbouncer|pgsodium_.+|rdsadmin|rdsproxyadmin|cloudsqladmin|cloudsqlagent|cloudsqlreplica|alloydbadmin|azuresu|azure_superuser|cloud_admin|zenith_admin|neon_service|_aiven.*)$/;

export type SchemaEvidence = {
  name: string;
  owner: string;
  /** The extension whose CREATE EXTENSION made the schema. */
  extension: string | null;
  /** Relations in it. */
  relations: readonly Pick<RelationFacts, "extension">[];
  /** Where we are, as far as it is known. */
  provider: Provider | null;
};

/** Whose schema it is. Only `user` schemas are shared by default; `public` is always one. Pure. */
export function schemaKind(schema: SchemaEvidence): SchemaFacts["kind"] {
  const { name, owner, extension, relations, provider } = schema;
  if (name === "public") return "user";
  if (BY_NAME.test(name) || PROVIDER_OWNER.test(owner) || isProviderSchema(name, provider)) return "provider";
  if (extension !== null) return "extension";
  return relations.length > 0 && relations.every((relation) => relation.extension !== null) ? "extension" : "user";
}
