/** What an admin sees of one database, read in one consistent look. Values only; no handles, no secrets. */
export type Snapshot = {
  /** Server clock, ISO 8601. */
  takenAt: string;
  server: ServerFacts;
  database: DatabaseFacts;
  admin: AdminFacts;
  roles: RoleFacts[];
  memberships: Membership[];
  schemas: SchemaFacts[];
  /** relkind r p v m f, every schema but the system's; partitions stand behind their root. */
  relations: RelationFacts[];
  defaultPrivileges: DefaultPrivilege[];
  /** The role that is to be made, where it already exists. */
  role: ExistingRole | null;
};

export type ServerFacts = {
  versionNum: number;
  /** version(), whole. */
  version: string;
  inRecovery: boolean;
  /** default_transaction_read_only as the database or the role gave it to the session. */
  transactionReadOnly: boolean;
  passwordEncryption: string;
  /** Names of roles that only one provider has (rds_superuser …); a hint of where we are. */
  providerRoles: string[];
  /** Key into PROVIDERS by probe, else by host, else null. */
  provider: string | null;
  ssl: boolean;
  blockSize: number;
};

/** Every ACL is exploded by the server over coalesce(acl, acldefault(…)). PUBLIC: grantee 0, name null. */
export type AclItem = { grantor: string; grantee: string | null; privilege: string; grantable: boolean };

export type DatabaseFacts = {
  oid: number;
  name: string;
  owner: string;
  connectionLimit: number;
  acl: AclItem[];
  /** datacl is NULL: the built-in default holds. */
  defaultAcl: boolean;
};

export type RoleFacts = {
  oid: number;
  name: string;
  superuser: boolean;
  inherit: boolean;
  createRole: boolean;
  createDb: boolean;
  login: boolean;
  replication: boolean;
  bypassRls: boolean;
  connectionLimit: number;
  /** ISO 8601, `infinity`, or null. */
  validUntil: string | null;
};

/** A row of pg_auth_members. `inherit` and `set` are null before 16, where the role's own INHERIT decides. */
export type Membership = {
  role: string;
  member: string;
  grantor: string;
  admin: boolean;
  inherit: boolean | null;
  set: boolean | null;
};

export type AdminFacts = RoleFacts & {
  /** Whoever signed in: another role than `name` while it acts as that under SET LOCAL ROLE. */
  signedInAs: string;
  /** Roles whose rights the session has now (pg_has_role USAGE), itself included. */
  actsAs: string[];
  /** Roles it may SET ROLE to (pg_has_role SET on 16+, MEMBER before), itself included. */
  canSetRole: string[];
  /** Roles it may grant (ADMIN option); true: every role (superuser), or every one but superusers (≤15 CREATEROLE). */
  canGrantRoles: string[] | true;
};

export type SchemaFacts = {
  oid: number;
  name: string;
  owner: string;
  /** `provider`: auth, vault, storage, cron … of a hosting provider; `extension`: made by CREATE EXTENSION. */
  kind: "user" | "extension" | "provider";
  acl: AclItem[];
  defaultAcl: boolean;
  /** The admin may GRANT USAGE on it (owner, grant option, superuser). */
  grantable: boolean;
};

export type RelationKind = "r" | "p" | "v" | "m" | "f";

export type RelationFacts = {
  oid: number;
  schema: string;
  name: string;
  kind: RelationKind;
  owner: string;
  /** reltuples, summed over partitions; null where never analysed, and for views. */
  estimatedRows: number | null;
  /** relpages (TOAST included) × block size, summed over partitions; pg_relation_size would wait behind locks. */
  bytes: number;
  rowSecurity: boolean;
  forceRowSecurity: boolean;
  policies: Policy[];
  /** oid of the topmost partitioned table, null where it is none's partition. */
  partitionRoot: number | null;
  /** Name of the extension it belongs to. */
  extension: string | null;
  columns: ColumnFacts[];
  /** The admin may GRANT SELECT on it. */
  grantable: boolean;
  /** The admin may read it. */
  readable: boolean;
  acl: AclItem[];
};

export type Policy = {
  name: string;
  permissive: boolean;
  /** r a w d * (pg_policy.polcmd). */
  command: string;
  /** Role names; null is PUBLIC. */
  roles: (string | null)[];
  /** The USING expression as Postgres prints it; null where there is none, or where a lock kept us from reading it. */
  using: string | null;
  /** There is a USING expression, read or not. */
  hasUsing: boolean;
};

export type ColumnFacts = {
  name: string;
  type: string;
  notNull: boolean;
  /** What its name and type say about it. `secret` is left out by default, `personal` is only flagged. */
  sensitivity: Sensitivity | null;
  acl: AclItem[];
};

export type Sensitivity = {
  level: "secret" | "personal";
  why: "password" | "sign-in secret" | "holds keys" | "card data" | "personal" | "health";
};

export type DefaultPrivilege = {
  /** The creator, pg_default_acl.defaclrole. */
  creator: string;
  /** null: in every schema. */
  schema: string | null;
  /** r S f T n L (pg_default_acl.defaclobjtype). */
  objectType: string;
  acl: AclItem[];
};

export type ExistingRole = RoleFacts & {
  /** COMMENT ON ROLE, where it is our marker: `ours` finished, `pending` a run that broke off, else null. */
  marker: "ours" | "pending" | null;
  comment: string | null;
  /** setconfig of pg_db_role_setting for this role in all databases and in this one: `name=value`. */
  settings: string[];
  databaseSettings: string[];
  /**
   * Objects it owns in this database and shared ones, described by pg_describe_object, at most 50; then one line for
   * each other database in which it owns something.
   */
  owns: string[];
  sequences: HeldSequence[];
};

/** USAGE and UPDATE on a sequence, granted to the role itself: nextval and setval write. */
export type HeldSequence = {
  schema: string;
  name: string;
  owner: string;
  grantor: string;
  grantable: boolean;
  privileges: ("USAGE" | "UPDATE")[];
};
