import type { Client, Row } from "../postgres/client.ts";
import { withReading } from "../postgres/transaction.ts";
import { reachOf } from "./access/closure.ts";
import type {
  AccessDatabase,
  AccessEventTrigger,
  AccessGrant,
  AccessLanguage,
  AccessMapping,
  AccessMembership,
  AccessRole,
  AccessSchema,
  AccessServer,
  AccessSetting,
  ForeignProgram,
  OwnedElsewhere,
  OwnedObject,
  ReachableRole,
  RelationGrant,
  SystemRead,
  Updatability,
} from "./access/facts.ts";
import { type PasswordHashes, readHashes } from "./access/hashes.ts";
import { readReadability } from "./access/read-readability.ts";
import { readRights, readViewWrites } from "./access/read-rights.ts";
import { readRoutines } from "./access/read-routines.ts";
import type {
  DefaultGrant,
  FutureCreator,
  ReadableRelation,
  ReadObstacle,
  RemovablePolicy,
  RowRulesLeak,
} from "./access/readability.ts";
import type { AccessRoutine, SensitiveRoutine } from "./access/routines.ts";
import { type Missed, OPEN_GATE, readAll } from "./access/rows.ts";
import { isOn } from "./access/setting.ts";
import { completeUpdatability } from "./access/updatability.ts";
import {
  accessMemberships,
  accessRoles,
  accessServer,
  accessSettings,
  columnAcls,
  otherColumnAcls,
} from "./queries/access-role.sql.ts";

/** Everything the catalog says about what one role can do in one database. Values only. */
export type Access = AccessIdentity &
  AccessRights &
  AccessReadability & {
    /** What kind of password hashes there are; null where this session may not look. */
    hashes: PasswordHashes | null;
    /** What was busy or broken and therefore not looked at. */
    missed: Missed[];
  };

export type AccessIdentity = {
  server: AccessServer;
  /** null: a login with nothing but PUBLIC. */
  role: AccessRole | null;
  settings: AccessSetting[];
  /** The role first, then what it inherits, then what it can become. */
  reach: ReachableRole[];
  /** All roles by OID, and all memberships: to name grantees, and to say who else loses what PUBLIC loses. */
  roles: Map<number, AccessRole>;
  memberships: AccessMembership[];
  /** Relations with a privilege on a single column, whoever holds it. */
  columnAcls: number[];
};

export type AccessRights = {
  schemas: AccessSchema[];
  /** Privileges other than plain SELECT on relations and sequences, and on single columns. */
  relationGrants: RelationGrant[];
  columnGrants: RelationGrant[];
  /** By oid: the views and foreign tables among them. */
  updatability: Map<number, Updatability>;
  /** Relations written to by SQL-standard bodies and security_invoker views that it can use: no USAGE is asked for. */
  reachedInside: Set<number>;
  /** The same for databases, schemas, tablespaces, languages, servers, wrappers, types, parameters, large objects. */
  grants: AccessGrant[];
  owned: OwnedObject[];
  /** How many there are in all; `owned` stops at a few thousand. */
  ownedTotal: number;
  ownedElsewhere: OwnedElsewhere[];
  databases: AccessDatabase[];
  routines: AccessRoutine[];
  sensitiveRoutines: SensitiveRoutine[];
  /** Names of the large object functions that it may execute, and as whom: reachable roles or PUBLIC. */
  largeObjectRoutines: string[];
  largeObjectGrantees: Map<string, number[]>;
  /** Foreign tables that run a program when they are read, with what the role reads of them. */
  foreignPrograms: ForeignProgram[];
  languages: AccessLanguage[];
  mappings: AccessMapping[];
  eventTriggers: AccessEventTrigger[];
  systemReads: SystemRead[];
  /** Views and materialised views of others that show password hashes to a reachable role. */
  hashViews: { oid: number; schema: string; name: string; kind: string; owner: number; grantees: number[] }[];
  defaultGrants: DefaultGrant[];
  extensions: { name: string; version: string; schema: string }[];
};

export type AccessReadability = {
  relations: ReadableRelation[];
  obstacles: ReadObstacle[];
  leaks: RowRulesLeak[];
  removablePolicies: RemovablePolicy[];
  futureCreators: FutureCreator[];
};

export type AccessOptions = {
  /** Schemas that are meant whatever the role holds there: those of a scope. */
  schemas?: readonly string[];
  lockTimeoutMs?: number;
  statementTimeoutMs?: number;
  /**
   * Tables and views outside of the system's schemas with a privilege on a single column, where a look of a moment ago
   * has told: then pg_attribute, the largest of all, is not read whole a second time.
   */
  columnAcls?: readonly number[];
  /** As soon as it is known who is looked at. */
  onRole?: (who: Pick<AccessIdentity, "role" | "roles">) => void;
  /** After the first round trip: the long question comes next. */
  onIdentity?: (identity: AccessIdentity) => void;
  /**
   * Another database than the one asked about: what belongs to the whole cluster is not asked again, and as for PUBLIC
   * alone, how far it reads only where that opens something (user mappings).
   */
  elsewhere?: boolean;
};

/** What need not be asked for: `columnsBeyond` are relations where a column may carry more than plain SELECT. */
export type Hints = { foreignTables: boolean; columnsBeyond: number[] };

const NOT_ASKED: AccessReadability = {
  relations: [],
  obstacles: [],
  leaks: [],
  removablePolicies: [],
  futureCreators: [],
};

/**
 * Looks up what `role` can do in the client's database, over its own login or anybody's: one REPEATABLE READ READ ONLY
 * transaction, a number of round trips that does not depend on the number of objects, nothing that opens a relation.
 * `null`: what PUBLIC alone can do. Throws QueryError; an unknown role is one that has nothing (`role` null).
 */
export async function inspectAccess(client: Client, role: string | null, options: AccessOptions = {}): Promise<Access> {
  const budget = {
    isolation: "repeatable read" as const,
    lockTimeoutMs: options.lockTimeoutMs ?? 200,
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    idleTimeoutMs: 10_000,
  };
  const { value: access, committed } = await withReading(client, budget, async () => {
    const { unreadable, foreignTables, columnsBeyond, ...identity } = await readIdentity(client, role, options);
    const gate = { unreadable: new Set(unreadable), missed: [] as Missed[] };
    options.onIdentity?.(identity);
    const rights = await readRights(client, identity, { ...options, foreignTables, columnsBeyond }, gate);
    const [updatability, readability, hashes, routines] = await Promise.all([
      readViewWrites(client, identity, rights, gate),
      (options.elsewhere || role === null) && rights.mappings.length === 0
        ? NOT_ASKED
        : readReadability(client, identity, rights.schemas, gate),
      readHashes(client, identity.role),
      readRoutines(client, identity, rights, gate),
    ]);
    return { ...identity, ...rights, routines, updatability, ...readability, hashes, missed: gate.missed };
  });
  // Sent behind the COMMIT: one wait for both.
  const [{ updatability, missed }] = await Promise.all([completeUpdatability(client, access.updatability), committed]);
  return { ...access, updatability, missed: [...access.missed, ...missed] };
}

async function readIdentity(
  client: Client,
  name: string | null,
  { columnAcls: known, onRole }: AccessOptions,
): Promise<AccessIdentity & Hints & { unreadable: string[] }> {
  const asked = readAll(
    client,
    {
      server: { statement: accessServer, values: [name] },
      roles: accessRoles,
      memberships: accessMemberships(client.info.serverVersionNum),
      settings: { statement: accessSettings, values: [name] },
    },
    OPEN_GATE,
  );
  // Sent with the others, and answered long after them.
  const readColumns = readAll(client, { columns: known === undefined ? columnAcls : otherColumnAcls }, OPEN_GATE);
  readColumns.catch(() => undefined);
  const rows = await asked;
  const facts = rows.server[0] as Row;
  const roles = new Map((rows.roles as AccessRole[]).map((row) => [row.oid, row]));
  const role = roles.get(facts.role as number) ?? null;
  onRole?.({ role, roles });
  const memberships = rows.memberships as AccessMembership[];
  const settings = rows.settings as AccessSetting[];
  const { columns } = await readColumns;
  const byColumn = { relations: [], beyond: [], ...(columns[0] as { relations?: number[]; beyond?: number[] }) };
  const graph = { roles, memberships, databaseOwner: facts.databaseOwner as number };
  return {
    server: serverOf(facts, settings),
    role,
    settings,
    reach: role ? reachOf(role, graph) : [],
    roles,
    memberships,
    columnAcls: [...byColumn.relations, ...(known ?? [])],
    columnsBeyond: [...byColumn.beyond, ...(known ?? [])],
    unreadable: facts.unreadable as string[],
    foreignTables: facts.foreignTables as boolean,
  };
}

/** Over somebody else's session, the role's own settings decide; what is not set for it is the server's. */
function serverOf(row: Row, settings: AccessSetting[]): AccessServer {
  const own = settings.find((s) => s.name === "lo_compat_privileges");
  const compat = row.ownSession || !own ? (row.loCompatPrivileges as boolean) : isOn(own.value);
  return {
    versionNum: row.versionNum as number,
    inRecovery: row.inRecovery as boolean,
    database: {
      oid: row.databaseOid as number,
      name: row.databaseName as string,
      owner: row.databaseOwner as number,
    },
    ownSession: row.ownSession as boolean,
    allowSystemTableMods: row.allowSystemTableMods as boolean,
    loCompatPrivileges: compat,
    passwordEncryption: row.passwordEncryption as string,
    maxPreparedTransactions: row.maxPreparedTransactions as number,
  };
}
