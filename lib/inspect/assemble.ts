import type { Provider } from "../postgres/provider.types.ts";
import { PROVIDERS, providerOfHost, providerOfRoles } from "../postgres/providers.ts";
import { MARKER, PENDING_MARKER } from "../statements/marker.ts";
import { nameOf, type RoleNames, readAcl } from "./acl.ts";
import { assembleRelations } from "./assemble-relations.ts";
import type { ColumnAclRow } from "./queries/column-acls.sql.ts";
import type { ColumnTypeRow } from "./queries/column-types.sql.ts";
import type { ColumnsRow } from "./queries/columns.sql.ts";
import type { DefaultPrivilegeRow } from "./queries/default-privileges.sql.ts";
import type { ExistingRoleRow } from "./queries/existing-role.sql.ts";
import type { MembershipRow } from "./queries/memberships.sql.ts";
import type { PolicyRow } from "./queries/policies.sql.ts";
import type { PartitionRow, RelationShapeRow, ToastShapeRow } from "./queries/relations.sql.ts";
import type { RoleRow } from "./queries/roles.sql.ts";
import type { SchemaRow } from "./queries/schemas.sql.ts";
import type { ServerRow } from "./queries/server.sql.ts";
import { schemaKind } from "./schema-kind.ts";
import type {
  AdminFacts,
  ExistingRole,
  Membership,
  RelationFacts,
  RoleFacts,
  SchemaFacts,
  Snapshot,
} from "./snapshot.ts";

/** What the queries gave, as they gave it. */
export type Rows = {
  server: ServerRow;
  roles: RoleRow[];
  memberships: MembershipRow[];
  schemas: SchemaRow[];
  relations: (RelationShapeRow | ToastShapeRow)[];
  partitions: PartitionRow[];
  extensionRelations: { oid: number; extension: string }[];
  columns: ColumnsRow[];
  columnTypes: ColumnTypeRow[];
  columnAcls: ColumnAclRow[];
  policies: PolicyRow[];
  defaultPrivileges: DefaultPrivilegeRow[];
  existing: ExistingRoleRow | null;
};

/**
 * Puts the snapshot together: role names for OIDs, partitions behind their root. `expressions` by policy OID. `host` is
 * the name that was dialled: the provider shows by its own roles, else by that. Pure.
 */
export function assemble(rows: Rows, expressions: ReadonlyMap<number, string>, host: string | null): Snapshot {
  const names: RoleNames = new Map(rows.roles.map((role) => [role.oid, role.name]));
  const { server } = rows;
  const provider = providerOfRoles([...names.values()]) ?? (host === null ? null : providerOfHost(host));
  const memberships = rows.memberships.map((row) => membership(row, names));
  const relations = assembleRelations(rows, names, expressions);
  return {
    takenAt: server.taken_at,
    server: {
      versionNum: server.version_num,
      version: server.version,
      inRecovery: server.in_recovery,
      transactionReadOnly: server.read_only,
      passwordEncryption: server.password_encryption,
      providerRoles: [...names.values()].filter(isProviderRole),
      provider: provider?.id ?? null,
      ssl: server.ssl,
      blockSize: server.block_size,
    },
    database: {
      oid: server.database_oid,
      name: server.database_name,
      owner: nameOf(server.database_owner, names),
      connectionLimit: server.connection_limit,
      acl: readAcl(server.acl, names),
      defaultAcl: server.default_acl,
    },
    admin: adminFacts(rows, memberships),
    roles: rows.roles.map(roleFacts),
    memberships,
    schemas: schemaFacts(rows, names, relations, provider),
    relations,
    defaultPrivileges: rows.defaultPrivileges.map((row) => ({
      creator: nameOf(row.creator, names),
      schema: row.schema,
      objectType: row.object_type,
      acl: readAcl(row.acl, names),
    })),
    role: existingRole(rows),
  };
}

const PROVIDER_ROLES = new Set(PROVIDERS.flatMap((provider) => provider.roles));

function isProviderRole(name: string): boolean {
  return PROVIDER_ROLES.has(name);
}

function roleFacts(row: RoleRow): RoleFacts {
  return {
    oid: row.oid,
    name: row.name,
    superuser: row.superuser,
    inherit: row.inherit,
    createRole: row.create_role,
    createDb: row.create_db,
    login: row.login,
    replication: row.replication,
    bypassRls: row.bypass_rls,
    connectionLimit: row.connection_limit,
    validUntil: row.valid_until,
  };
}

function membership(row: MembershipRow, names: RoleNames): Membership {
  const { admin, inherit, set } = row;
  return {
    role: nameOf(row.role, names),
    member: nameOf(row.member, names),
    grantor: nameOf(row.grantor, names),
    admin,
    inherit,
    set,
  };
}

function adminFacts(rows: Rows, memberships: readonly Membership[]): AdminFacts {
  const row = rows.roles.find((role) => role.oid === rows.server.current_role_oid);
  if (!row) throw new Error("pg_roles has no row for current_user");
  const facts = {
    ...roleFacts(row),
    signedInAs: rows.server.session_role,
    actsAs: rows.roles.filter((role) => role.acts_as).map((role) => role.name),
    canSetRole: rows.roles.filter((role) => role.can_set).map((role) => role.name),
  };
  return { ...facts, canGrantRoles: grantableRoles(facts, memberships, rows.server.version_num) };
}

/**
 * Before 16 CREATEROLE grants every role that is no superuser, and ADMIN OPTION counts through any chain of
 * memberships; since 16 only ADMIN OPTION held by a role whose privileges the session has (user.c, acl.c).
 */
function grantableRoles(
  admin: Omit<AdminFacts, "canGrantRoles">,
  memberships: readonly Membership[],
  versionNum: number,
): string[] | true {
  if (admin.superuser || (admin.createRole && versionNum < 160000)) return true;
  const mine = new Set(versionNum < 160000 ? admin.canSetRole : admin.actsAs);
  const granted = memberships.filter((one) => one.admin && mine.has(one.member)).map((one) => one.role);
  return [...new Set(granted)].sort();
}

function schemaFacts(
  rows: Rows,
  names: RoleNames,
  relations: readonly RelationFacts[],
  provider: Provider | null,
): SchemaFacts[] {
  const inSchema = Map.groupBy(relations, (relation) => relation.schema);
  return rows.schemas.map((row) => {
    const owner = nameOf(row.owner, names);
    const { oid, name, extension, grantable } = row;
    const kind = schemaKind({ name, owner, extension, relations: inSchema.get(name) ?? [], provider });
    return { oid, name, owner, kind, acl: readAcl(row.acl, names), defaultAcl: row.default_acl, grantable };
  });
}

function existingRole(rows: Rows): ExistingRole | null {
  const { existing } = rows;
  const row = rows.roles.find((role) => role.oid === existing?.oid);
  if (!existing || !row) return null;
  const { comment, settings, database_settings: databaseSettings, owns, sequences } = existing;
  return { ...roleFacts(row), marker: markerOf(comment), comment, settings, databaseSettings, owns, sequences };
}

function markerOf(comment: string | null): ExistingRole["marker"] {
  if (comment === MARKER) return "ours";
  return comment === PENDING_MARKER ? "pending" : null;
}
