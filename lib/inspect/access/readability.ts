/** One relation that the role can read, or is meant to. Partitions are not here: they count with their parent. */
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
  /** Some SELECT comes from the role or a group, not only from PUBLIC. */
  granted: boolean;
};

/** What keeps a readable relation from being read in full, found without touching it. */
export type ReadObstacle = {
  relation: number;
  reason:
    | "row-rules-none"
    | "row-rules-filtered"
    | "row-rules-error"
    | "policy-routine"
    | "policy-relation"
    | "view-owner"
    | "view-invoker"
    | "view-routine"
    | "view-row-rules"
    | "no-user-mapping"
    | "unpopulated";
  /** The policy, base relation, routine or server at fault, by its real name. */
  culprit: { schema: string | null; name: string } | null;
  /** Whose rights were asked for (the view's owner), where not the role's. */
  as: string | null;
};

/** A way around row security: rows that a policy hides from the role on `base` are open in `relation`. */
export type RowRulesLeak = {
  relation: { schema: string; name: string; kind: string };
  base: { schema: string; name: string };
};

/** A creator whose later tables in a schema the role will not be able to read. */
export type FutureCreator = {
  schema: string;
  creator: number;
  why: "owns relations" | "may create" | "owns the schema";
};

/** A row of pg_default_acl, exploded, for PUBLIC and reachable roles. */
export type DefaultGrant = {
  creator: number;
  /** null: in every schema. */
  schema: string | null;
  /** r S f T n L (pg_default_acl.defaclobjtype). */
  objectType: string;
  grantee: number;
  privileges: string[];
  grantable: string[];
};
