import type { RelationFacts, SchemaFacts } from "./snapshot.ts";

/**
 * Schemas that hosting providers (and the extensions they ship) keep for themselves. By name alone: names that nobody
 * else would choose, and the four of the contract (auth, vault, storage, cron). A customer's own `auth` is left out by
 * default as well: what stands in such a schema is sign-in data whoever made it, and one flag or tick brings it back.
 */
const BY_NAME =
  /^(auth|vault|storage|cron|pgbouncer|pgsodium|pgsodium_masks|rdsadmin|heroku_ext|_heroku|_realtime|_analytics|_supavisor|supabase_.*|_supabase.*|neon|neon_.*|_timescaledb_.*|timescaledb_.*|toolkit_experimental|google_vacuum_mgmt|pgtle|aws_commons|aws_s3|aws_lambda|azure_maintenance|repack|hint_plan)$/;

/** Ordinary words: a provider's only where other evidence says that we are there. */
const WITH_EVIDENCE = /^(realtime|extensions|graphql|graphql_public|net|functions|partman|columnar|health_check)$/;

/** Roles that belong to a provider's machinery; what they own is not the customer's. */
const PROVIDER_OWNER =
  /^(supabase_.*|pgbouncer|pgsodium_key.*|rdsadmin|rdsproxyadmin|cloudsqladmin|cloudsqlagent|cloudsqlreplica|alloydbadmin|azuresu|azure_superuser|cloud_admin|zenith_admin|neon_service|databricks_superuser|aiven_.*|_aiven.*|doadmin_internal|crunchy_superuser)$/;

export type SchemaEvidence = {
  name: string;
  owner: string;
  /** The extension whose CREATE EXTENSION made the schema. */
  extension: string | null;
  /** Relations in it. */
  relations: readonly Pick<RelationFacts, "extension">[];
  /** Key of the provider that we are at, or null. */
  provider: string | null;
};

/** Whose schema it is. Only `user` schemas are shared by default; `public` is always one. Pure. */
export function schemaKind(schema: SchemaEvidence): SchemaFacts["kind"] {
  if (schema.name === "public") return "user";
  if (BY_NAME.test(schema.name) || PROVIDER_OWNER.test(schema.owner)) return "provider";
  if (schema.provider === "supabase" && WITH_EVIDENCE.test(schema.name)) return "provider";
  if (schema.extension !== null) return "extension";
  const { relations } = schema;
  return relations.length > 0 && relations.every((relation) => relation.extension !== null) ? "extension" : "user";
}
