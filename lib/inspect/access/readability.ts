/** One relation that the role can read, or is meant to. Partitions count with their parent; here are those given alone. */
export type ReadableRelation = {
  oid: number;
  schema: string;
  schemaOid: number;
  name: string;
  /** relkind: r p v m f. */
  kind: string;
  owner: number;
  extension: string | null;
  estimatedRows: number | null;
  /** SELECT on the whole relation (has_table_privilege). */
  select: boolean;
  /** pg_class.relnatts where `select`; else the live columns. */
  columns: number;
  readableColumns: number;
  /** Columns without SELECT, where some have it. */
  unreadable: string[];
  /** false: a materialised view WITH NO DATA (55000). */
  populated: boolean;
  rowSecurity: boolean;
  /** It stands in a schema that is meant. */
  meant: boolean;
};

/** What keeps a readable relation from being read in full, found without touching it. */
export type ReadObstacle = {
  /** The relation that is read. */
  relation: number;
  reason: ObstacleReason;
  /** The policy, relation, routine or server at fault, by its real name. */
  schema: string | null;
  name: string | null;
  /** Where it was met: the relation itself, or one beneath a view. */
  base: number;
  /** Whose rights were asked for (the view's owner), where not the role's. */
  as: string | null;
};

export type ObstacleReason =
  | "row-rules-none"
  | "row-rules-filtered"
  | "policy-routine"
  | "policy-relation"
  | "view-owner"
  | "view-invoker"
  | "view-routine"
  | "no-user-mapping"
  | "unpopulated";

/** Rows that a policy hides from the role on the base relation are open to it in this one. */
export type RowRulesLeak = { schema: string; name: string; kind: string; baseSchema: string; baseName: string };

/** A creator whose later tables in a schema the role will not be able to read. */
export type FutureCreator = {
  schema: string;
  creator: string;
  why: "owns relations" | "may create" | "owns the schema";
};

/** A row of pg_default_acl, exploded, for PUBLIC and reachable roles: more than SELECT. */
export type DefaultGrant = {
  oid: number;
  creator: number;
  /** null: in every schema. */
  schema: string | null;
  /** r S f T n L (pg_default_acl.defaclobjtype). */
  objectType: string;
  grantee: number;
  privileges: string[];
  grantable: string[];
};

/** A restrictive policy that names the role or a group of it, and that it can take away from itself. */
export type RemovablePolicy = { schema: string; name: string; kind: string; policy: string };
