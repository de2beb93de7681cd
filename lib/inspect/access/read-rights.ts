import type { Client, Row } from "../../postgres/client.ts";
import type { AccessIdentity, AccessRights } from "../access.ts";
import { entrances, reachedInside, viewWrites } from "../queries/access-entrances.sql.ts";
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
import { accessRoutines, largeObjectRoutines, sensitiveRoutines } from "../queries/access-routines.sql.ts";
import { type AccessSchema, FIRST_USER_OID, type OwnedObject, type RelationGrant, type Updatability } from "./facts.ts";
import { reachOids, readsEverything } from "./reach-oids.ts";
import type { AccessRoutine, Entrance } from "./routines.ts";
import { rowsOf } from "./rows.ts";

/** More than this many owned objects are counted, not named. */
const OWNED_ROWS = 2000;

/** Everything that a reachable role or PUBLIC may do beyond reading: two round trips. */
export async function readRights(
  client: Client,
  identity: AccessIdentity,
  asked: ReadonlySet<string>,
): Promise<AccessRights> {
  const version = client.info.serverVersionNum;
  const { role, all, inherited, modest, everySchema } = reachOids(identity);
  const [
    schemas,
    relations,
    columns,
    objects,
    owned,
    elsewhere,
    databases,
    languages,
    mappings,
    events,
    system,
    defaults,
    extensions,
    routines,
    sensitive,
    largeObjects,
    hashes,
    ways,
    inside,
  ] = await rowsOf(client, [
    { statement: accessSchemas, values: [role, all, inherited, everySchema, identity.columnAcls] },
    { statement: relationGrants, values: [all] },
    { statement: columnGrants, values: [all, identity.columnAcls] },
    { statement: objectGrants(version), values: [all] },
    { statement: ownedObjects(modest.some((oid) => oid < FIRST_USER_OID)), values: [modest, OWNED_ROWS] },
    { statement: ownedElsewhere, values: [modest] },
    { statement: accessDatabases, values: [role] },
    { statement: accessLanguages, values: [all] },
    { statement: accessMappings, values: [all] },
    accessEventTriggers,
    { statement: systemReads, values: [all] },
    { statement: defaultGrants, values: [all] },
    accessExtensions,
    { statement: accessRoutines(version), values: [all] },
    { statement: sensitiveRoutines, values: [all] },
    { statement: largeObjectRoutines, values: [all] },
    { statement: hashViews, values: [all] },
    { statement: entrances, values: [all] },
    ...(version >= 140000 ? [{ statement: reachedInside, values: [all] }] : []),
  ]);
  const everything = readsEverything(identity);
  const schemaFacts = (schemas as AccessSchema[]).map((s) => ({
    ...s,
    meant: s.meant || asked.has(s.name) || (everything && isOwn(s.name)),
  }));
  const grants = { relationGrants: relations as RelationGrant[], columnGrants: columns as RelationGrant[] };
  return {
    schemas: schemaFacts,
    ...grants,
    reachedInside: new Set((inside ?? []).map((row) => row.oid as number)),
    updatability: await readViewWrites(client, role, grants),
    grants: objects as AccessRights["grants"],
    owned: (owned ?? []).map(ownedObject),
    ownedTotal: (owned?.[0]?.total as number | undefined) ?? 0,
    ownedElsewhere: elsewhere as AccessRights["ownedElsewhere"],
    databases: databases as AccessRights["databases"],
    routines: joinRoutines(routines ?? [], ways ?? [], schemaFacts),
    sensitiveRoutines: sensitive as AccessRights["sensitiveRoutines"],
    largeObjectRoutines: (largeObjects ?? []).map((row) => row.name as string),
    languages: languages as AccessRights["languages"],
    mappings: mappings as AccessRights["mappings"],
    eventTriggers: events as AccessRights["eventTriggers"],
    hashViews: hashes as AccessRights["hashViews"],
    systemReads: system as AccessRights["systemReads"],
    defaultGrants: defaults as AccessRights["defaultGrants"],
    extensions: extensions as AccessRights["extensions"],
  };
}

function isOwn(schema: string): boolean {
  return !schema.startsWith("pg_") && schema !== "information_schema";
}

function ownedObject({ owner, oid, type, schema, name, signature, identity }: Row): OwnedObject {
  return { owner, oid, kind: type, schema, name, signature, identity } as OwnedObject;
}

function joinRoutines(routines: Row[], ways: Row[], schemas: AccessSchema[]): AccessRoutine[] {
  const usable = new Set(schemas.filter((s) => s.usable).map((s) => s.oid));
  const byRoutine = Map.groupBy(ways as (Entrance & { routine: number })[], (way) => way.routine);
  return (routines as AccessRoutine[]).map((routine) => ({
    ...routine,
    nameable: usable.has(routine.schemaOid),
    entrances: (byRoutine.get(routine.oid) ?? []).map(({ routine: _, ...way }) => way),
  }));
}

async function readViewWrites(
  client: Client,
  role: number,
  { relationGrants, columnGrants }: Pick<AccessRights, "relationGrants" | "columnGrants">,
): Promise<Map<number, Updatability>> {
  const asked = new Set([...relationGrants, ...columnGrants].filter((g) => "vf".includes(g.kind)).map((g) => g.oid));
  if (asked.size === 0) return new Map();
  const [rows] = await rowsOf(client, [
    { statement: viewWrites(client.info.serverVersionNum), values: [[...asked], role] },
  ]);
  return new Map(
    (rows ?? []).map((row) => {
      const { oid, label, kind, invoker, ownerMay, rules, triggers, wrapperWrites, maps, server } = row as ViewWrites;
      const events = kind === "f" ? (wrapperWrites ? ["INSERT", "UPDATE", "DELETE"] : []) : null;
      return [oid, { oid, label, kind, invoker, ownerMay, rules, triggers, events, mapsOn: maps ? server : null }];
    }),
  );
}

type ViewWrites = Omit<Updatability, "mapsOn"> & { wrapperWrites: boolean; maps: boolean; server: number };
