import type { ObjectType } from "../../statements/statement.ts";

/** PUBLIC as a grantee: OID 0 in every ACL (src/include/utils/acl.h, ACL_ID_PUBLIC). */
export const PUBLIC_OID = 0;
/** Objects below were made by initdb (src/include/access/transam.h, FirstNormalObjectId). */
export const FIRST_USER_OID = 16384;

/** A row of pg_roles. */
export type AccessRole = {
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
  validUntil: string | null;
};

/** A row of pg_auth_members; before 16 `inherit` is the member's rolinherit and `set` is true. */
export type AccessMembership = {
  role: number;
  member: number;
  admin: boolean;
  inherit: boolean;
  set: boolean;
  grantors?: number[];
  /** The member made others members of the role. */
  handedOn?: boolean;
};

/** How a role is reached: at once (self, inherit), or by a step it may take itself (set, admin). */
export type ReachHow = "self" | "inherit" | "set" | "admin" | "database-owner";

/** One role whose privileges count as the audited role's. */
export type ReachableRole = {
  oid: number;
  name: string;
  how: ReachHow;
  /** Its own name for itself, else the roles from the one it is a member of to this one. */
  via: string[];
  /** Its privileges hold without any step (inherit all along the chain). */
  inherited: boolean;
  /** It can become the current role (SET ROLE), so its attributes count too. */
  canAct: boolean;
  /** It may grant this role to others and to itself. */
  admin: boolean;
};

export type AccessServer = {
  versionNum: number;
  inRecovery: boolean;
  database: { oid: number; name: string; owner: number };
  /** Is the session the audited role's own? Then settings are what it really gets. */
  ownSession: boolean;
  /** current_setting of what decides rights; read from the settings below where the session is another's. */
  allowSystemTableMods: boolean;
  loCompatPrivileges: boolean;
  passwordEncryption: string;
  maxPreparedTransactions: number;
};

/** One `name=value` that the role's sessions in this database start with (pg_db_role_setting). */
export type AccessSetting = { name: string; value: string; from: "role" | "role-in-database" | "database" | "all" };

/** An object and who owns it. `type` is our word for its class. */
export type AccessObject = {
  oid: number;
  type: ObjectType;
  schema: string | null;
  name: string;
  column: string | null;
  signature: string | null;
  /** 0 where there is none (parameters). */
  owner: number;
};

/** Privileges on one object for one grantee from one grantor. The owner's own rows are not here. */
export type AccessGrant = AccessObject & {
  /** A reachable role, or PUBLIC_OID. */
  grantee: number;
  grantor: number;
  privileges: string[];
  /** Those of `privileges` that it holds WITH GRANT OPTION. */
  grantable: string[];
  /** Where the grantee is PUBLIC: the roles that hold one of these privileges by a grant of their own. */
  holders: number[];
  /** Of a routine. */
  argumentTypes?: [schema: string, name: string][];
};

/** A privilege on a relation or sequence, or on one column of it. */
export type RelationGrant = AccessGrant & {
  /** relkind: r p v m f S. */
  kind: string;
  schemaOid: number;
  rowSecurity: boolean;
  /** Row security is on, no permissive policy FOR INSERT holds for a reachable role, and nothing runs all the same. */
  rowsShutOut?: boolean;
  /** Of a column: INSERT always fails, since another column gets no value. */
  columnsShutOut?: boolean;
  /** The extension it belongs to. */
  extension: string | null;
  /** Those of `privileges` that initdb or the extension's script gave (pg_init_privs). */
  shipped: string[];
};

/** When a trigger or rule fires: in ordinary sessions, always, where session_replication_role is replica, never. */
export type Enabled = "O" | "A" | "R" | "D";

/** What a write to this view or foreign table comes to. */
export type Updatability = {
  oid: number;
  label: string;
  kind: string;
  /** Events that Postgres would carry out by itself (pg_relation_is_updatable); null: busy, not looked at. */
  events: string[] | null;
  /** Rules by event. `instead`: the view itself is left alone, whatever the row; `writes`: an action is no SELECT. */
  rules: { event: string; writes: boolean; instead: boolean; enabled: Enabled }[];
  /** A foreign table's server, where its wrapper asks for a user mapping. */
  mapsOn: number | null;
  /** INSTEAD OF triggers by event, with the function that runs; those that are switched off too. */
  triggers: { events: string[]; routine: number; definer: boolean; enabled: Enabled }[];
  /** security_invoker = true. */
  invoker: boolean;
  /** For automatic updates: events that the view's owner (invoker: the role) may do all the way down. */
  ownerMay: string[];
};

export type AccessSchema = {
  oid: number;
  name: string;
  owner: number;
  extension: string | null;
  /** The role, some role it can become, or PUBLIC has USAGE. */
  usable: boolean;
  /** The role itself has USAGE, PUBLIC included (has_schema_privilege). */
  usage: boolean;
  /** USAGE or any SELECT in it is held by the role or a group of it, not only by PUBLIC. */
  meant: boolean;
  /** Who owns relations in it, those of extensions left out. */
  owners: number[];
};

/** What a reachable role owns, here or in the whole cluster (pg_shdepend, deptype o). `kind`: pg_identify_object's type. */
export type OwnedObject = {
  owner: number;
  oid: number;
  kind: string;
  schema: string | null;
  name: string;
  signature: string | null;
  identity: string;
};

/** What it owns in databases that are not this one. */
export type OwnedElsewhere = { owner: number; database: string; count: number };

export type AccessDatabase = {
  oid: number;
  name: string;
  owner: number;
  template: boolean;
  /** The role has CONNECT and datallowconn is on. */
  connectable: boolean;
};

export type AccessLanguage = {
  oid: number;
  name: string;
  trusted: boolean;
  /** It runs DO blocks. */
  inline: boolean;
  owner: number;
  /** C function that runs it, and its library. */
  handler: string | null;
  library: string | null;
  usableBy: number[] | null;
};

/** A user mapping that the role's sessions would use: its own, one of a role it can become, or PUBLIC's. */
export type AccessMapping = { grantee: number; server: number; name: string; wrapper: string; handler: string | null };

export type AccessEventTrigger = {
  name: string;
  /** login, ddl_command_start, ddl_command_end, table_rewrite, sql_drop. */
  event: string;
  /** Commands that it is for (WHEN TAG IN …); null: all. */
  tags: string[] | null;
  routine: number;
  owner: number;
  definer: boolean;
  enabled: Enabled;
  routineSchema: string;
  routineName: string;
};

/** A relation that the role reads, behind which a foreign table runs a program on the server (file_fdw). */
export type ForeignProgram = {
  schema: string;
  name: string;
  /** v or f. */
  kind: string;
  /** The foreign table, `schema.name`, and the command line. */
  table: string;
  program: string;
  /** Reachable roles, or PUBLIC_OID, with a grant of SELECT on the relation. */
  grantees: number[];
};

/** SELECT on a system relation that initdb did not hand out. */
export type SystemRead = {
  oid: number;
  schema: string;
  name: string;
  kind: string;
  owner: number;
  column: string | null;
  grantee: number;
  grantor: number;
};
