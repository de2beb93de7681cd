import type { Client, Row } from "../../postgres/client.ts";
import type { AccessIdentity, AccessOptions, AccessRights, Hints } from "../access.ts";
import { foreignPrograms } from "../queries/access-foreign.sql.ts";
import { defaultGrants } from "../queries/access-future.sql.ts";
import { columnGrants, objectGrants, relationGrants } from "../queries/access-grants.sql.ts";
import { hashViews } from "../queries/access-hashes.sql.ts";
import {
  accessDatabases,
  accessEventTriggers,
  accessExtensions,
  accessLanguages,
  accessMappings,
  accessSchemas,
  ownedElsewhere,
  ownedObjects,
  systemReads,
} from "../queries/access-objects.sql.ts";
import { anyRoutines, largeObjectRoutines, sensitiveRoutines } from "../queries/access-routines.sql.ts";
import { reachedInside, viewWrites } from "../queries/access-view-writes.sql.ts";
import {
  type AccessSchema,
  FIRST_USER_OID,
  type OwnedObject,
  PUBLIC_OID,
  type RelationGrant,
  type Updatability,
} from "./facts.ts";
import { reachOids, readsEverything } from "./reach-oids.ts";
import { type Gate, readAll } from "./rows.ts";

/** More than this many owned objects are counted, not named. */
const OWNED_ROWS = 2000;

/** `routines`: whether there are any to look at, see readRoutines. */
export type BareRights = Omit<AccessRights, "updatability" | "routines"> & { routines: boolean };

/** Everything that a reachable role or PUBLIC may do beyond reading: one round trip. */
export async function readRights(
  client: Client,
  identity: AccessIdentity,
  { schemas: meant = [], elsewhere = false, foreignTables, columnsBeyond }: AccessOptions & Hints,
  gate: Gate,
): Promise<BareRights> {
  const version = client.info.serverVersionNum;
  const { role, all, inherited, modest, everySchema } = reachOids(identity);
  const rows = await readAll(
    client,
    {
      schemas: { statement: accessSchemas, values: [role, all, inherited, everySchema, identity.columnAcls] },
      "privileges on relations": { statement: relationGrants, values: [all] },
      "privileges on columns":
        columnsBeyond.length === 0 ? null : { statement: columnGrants, values: [all, columnsBeyond] },
      "privileges on other objects": { statement: objectGrants(version), values: [all] },
      "owned objects": {
        statement: ownedObjects(modest.some((oid) => oid !== PUBLIC_OID && oid < FIRST_USER_OID)),
        values: [modest, OWNED_ROWS],
      },
      "objects owned elsewhere": elsewhere ? null : { statement: ownedElsewhere, values: [modest] },
      databases: { statement: accessDatabases, values: [role] },
      languages: { statement: accessLanguages, values: [all] },
      "user mappings": { statement: accessMappings, values: [all] },
      "event triggers": accessEventTriggers,
      "system relations": { statement: systemReads, values: [all] },
      "default privileges": { statement: defaultGrants, values: [all] },
      extensions: accessExtensions,
      routines: anyRoutines,
      "routines of the system": { statement: sensitiveRoutines, values: [all] },
      "large object routines": { statement: largeObjectRoutines, values: [all] },
      "foreign programs": foreignTables ? { statement: foreignPrograms, values: [all] } : null,
      "views of password hashes": { statement: hashViews, values: [all] },
      "ways to relations":
        version < 140000 ? reachedInside(version) : { statement: reachedInside(version), values: [all] },
    },
    gate,
  );
  const everything = readsEverything(identity);
  const schemaFacts = (rows.schemas as AccessSchema[]).map((s) => ({
    ...s,
    meant: s.meant || meant.includes(s.name) || (everything && isOwn(s.name)),
  }));
  const grants = {
    relationGrants: rows["privileges on relations"] as RelationGrant[],
    columnGrants: rows["privileges on columns"] as RelationGrant[],
  };
  return {
    schemas: schemaFacts,
    ...grants,
    reachedInside: new Set(rows["ways to relations"].map((row) => row.oid as number)),
    grants: rows["privileges on other objects"] as AccessRights["grants"],
    owned: rows["owned objects"].map(ownedObject),
    ownedTotal: (rows["owned objects"][0]?.total as number | undefined) ?? 0,
    ownedElsewhere: rows["objects owned elsewhere"] as AccessRights["ownedElsewhere"],
    databases: rows.databases as AccessRights["databases"],
    routines: rows.routines.length > 0,
    sensitiveRoutines: rows["routines of the system"] as AccessRights["sensitiveRoutines"],
    largeObjectRoutines: rows["large object routines"].map((row) => row.name as string),
    largeObjectGrantees: new Map(
      rows["large object routines"].map((row) => [row.name as string, row.grantees as number[]]),
    ),
    foreignPrograms: rows["foreign programs"] as AccessRights["foreignPrograms"],
    languages: rows.languages as AccessRights["languages"],
    mappings: rows["user mappings"] as AccessRights["mappings"],
    eventTriggers: rows["event triggers"] as AccessRights["eventTriggers"],
    hashViews: rows["views of password hashes"] as AccessRights["hashViews"],
    systemReads: rows["system relations"] as AccessRights["systemReads"],
    defaultGrants: rows["default privileges"] as AccessRights["defaultGrants"],
    extensions: rows.extensions as AccessRights["extensions"],
  };
}

function isOwn(schema: string): boolean {
  return !schema.startsWith("pg_") && schema !== "information_schema";
}

function ownedObject({ owner, oid, type, schema, name, signature, identity }: Row): OwnedObject {
  return { owner, oid, kind: type, schema, name, signature, identity } as OwnedObject;
}

/**
 * What writing to the views and foreign tables with a writing privilege would come to: a round trip, if there are any.
 * What initdb gave (UPDATE on pg_settings) is nobody's gift and judged by no rule.
 */
export async function readViewWrites(
  client: Client,
  identity: AccessIdentity,
  { relationGrants, columnGrants }: Pick<AccessRights, "relationGrants" | "columnGrants">,
  gate: Gate,
): Promise<Map<number, Updatability>> {
  const given = [...relationGrants, ...columnGrants].filter((g) =>
    g.privileges.some((word) => !g.shipped.includes(word)),
  );
  const asked = new Set(given.filter((g) => "vf".includes(g.kind)).map((g) => g.oid));
  if (asked.size === 0) return new Map();
  const { views } = await readAll(
    client,
    { views: { statement: viewWrites(client.info.serverVersionNum), values: [[...asked], reachOids(identity).role] } },
    gate,
  );
  return new Map(
    views.map((row) => {
      const { oid, label, kind, invoker, ownerMay, rules, triggers, maps, server } = row as ViewWrites;
      const events = kind === "f" ? foreignEvents(row as ViewWrites, client.info.serverVersionNum) : null;
      return [oid, { oid, label, kind, invoker, ownerMay, rules, triggers, events, mapsOn: maps ? server : null }];
    }),
  );
}

type ViewWrites = Omit<Updatability, "mapsOn"> & {
  wrapperWrites: boolean;
  /** `updatable`, `truncatable`: options of postgres_fdw that say no. */
  refused: string[] | null;
  maps: boolean;
  server: number;
};

/** TRUNCATE reaches foreign tables since 14. */
function foreignEvents({ wrapperWrites, refused }: ViewWrites, versionNum: number): string[] {
  if (!wrapperWrites) return [];
  const rows = refused?.includes("updatable") ? [] : ["INSERT", "UPDATE", "DELETE"];
  return versionNum < 140_000 || refused?.includes("truncatable") ? rows : [...rows, "TRUNCATE"];
}
