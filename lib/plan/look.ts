import { creatorsOf } from "../inspect/creators.ts";
import { sensitivityOfRelation } from "../inspect/sensitivity.ts";
import type { RelationFacts, RelationKind, SchemaFacts, Sensitivity, Snapshot } from "../inspect/snapshot.ts";
import { providerById } from "../postgres/providers.ts";
import type { TlsMode } from "../postgres/tls.ts";
import { schemaWay } from "./containers.ts";
import { wayTo } from "./power.ts";
import { presentRequest } from "./present.ts";
import { relationWay } from "./relations.ts";
import type { PlanRequest } from "./request.ts";
import { mayBypass } from "./row-rules.ts";

export const DEFAULT_ROLE = "lucien_readonly";

/** The slim value of a Snapshot that the browser gets: no ACLs, no partitions (they follow their root), no secrets. */
export type Look = {
  versionNum: number;
  provider: { id: string; name: string } | null;
  database: string;
  admin: { name: string; superuser: boolean; createRole: boolean };
  /** Roles that make logins and that this one may become: what they make outlives a login that is deleted later. */
  actAs: string[];
  /** The line is encrypted, and how sure we are of who answers. */
  tls: TlsMode;
  schemas: LookSchema[];
  relations: LookRelation[];
  /** The default role name is taken already: by us (then the plan changes it) or by somebody else. */
  existingRole: { name: string; ours: boolean } | null;
  /** What that role reads now, and its limits, as a request; null where there is none. */
  present: PlanRequest | null;
  /** Row rules can be passed by these means for this admin. */
  rowRules: { policy: boolean; bypass: boolean };
};

export type LookSchema = {
  name: string;
  kind: SchemaFacts["kind"];
  /** Creators whose later tables will be readable, and those whose owner must run a line. */
  creators: { role: string; covered: boolean; remedy: string }[];
  grantable: boolean;
};

export type LookRelation = {
  schema: string;
  name: string;
  kind: RelationKind;
  estimatedRows: number | null;
  bytes: number;
  rowSecurity: boolean;
  owner: string;
  /** False: its owner must share it. */
  grantable: boolean;
  /** Whole relation is left out by default, and why. */
  sensitivity: Sensitivity | null;
  columns: { name: string; type: string; sensitivity: Sensitivity | null }[];
};

/**
 * What the wizard shows of a snapshot: the choice, with the same defaults as `selectFrom`. `role` is the one that is to
 * be made. Pure.
 */
export function lookFrom(snapshot: Snapshot, tls: TlsMode, role: string = DEFAULT_ROLE): Look {
  const { server, admin } = snapshot;
  const kinds = new Map(snapshot.schemas.map((schema) => [schema.name, schema.kind]));
  const provider = providerById(server.provider);
  const offered = snapshot.relations.filter((one) => isOffered(one, kinds));
  return {
    versionNum: server.versionNum,
    provider: provider && { id: provider.id, name: provider.name },
    database: snapshot.database.name,
    admin: { name: admin.name, superuser: admin.superuser, createRole: admin.createRole },
    actAs: rolesToActAs(snapshot),
    tls,
    schemas: snapshot.schemas.map((schema) => lookSchema(snapshot, schema, role)),
    relations: offered.map((one) => lookRelation(snapshot, one)),
    existingRole: snapshot.role && { name: snapshot.role.name, ours: snapshot.role.marker !== null },
    present: presentRequest(snapshot, offered),
    rowRules: {
      policy: snapshot.relations.some((one) => one.rowSecurity && wayTo(snapshot, one.owner) !== null),
      bypass: mayBypass(snapshot),
    },
  };
}

/** By SET LOCAL ROLE; a superuser needs nobody else's rights. */
function rolesToActAs({ admin, roles }: Snapshot): string[] {
  if (admin.superuser) return [];
  const able = roles.filter((one) => (one.createRole || one.superuser) && one.name !== admin.name);
  return able.map((one) => one.name).filter((name) => admin.canSetRole.includes(name));
}

/** Partitions follow their root; what an extension put into a schema of the customer's is not theirs to share. */
function isOffered(relation: RelationFacts, kinds: ReadonlyMap<string, SchemaFacts["kind"]>): boolean {
  if (relation.partitionRoot !== null) return false;
  return relation.extension === null || kinds.get(relation.schema) !== "user";
}

function lookSchema(snapshot: Snapshot, schema: SchemaFacts, role: string): LookSchema {
  const creators = creatorsOf(snapshot, schema.name, role).map((creator) => ({
    role: creator.role,
    covered: creator.already || wayTo(snapshot, creator.role) !== null,
    remedy: creator.remedy,
  }));
  return { name: schema.name, kind: schema.kind, creators, grantable: schemaWay(snapshot, schema) !== null };
}

function lookRelation(snapshot: Snapshot, relation: RelationFacts): LookRelation {
  const { schema, name, kind, estimatedRows, bytes, rowSecurity, owner } = relation;
  return {
    schema,
    name,
    kind,
    estimatedRows,
    bytes,
    rowSecurity,
    owner,
    grantable: relationWay(snapshot, relation) !== null,
    sensitivity: relation.extension === null ? sensitivityOfRelation(name, relation.columns) : null,
    columns: relation.columns.map((column) => ({
      name: column.name,
      type: column.type,
      sensitivity: column.sensitivity,
    })),
  };
}
