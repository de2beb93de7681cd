import type {
  AccessDatabase,
  AccessGrant,
  AccessMembership,
  AccessRole,
  AccessSchema,
  AccessServer,
  AccessSetting,
  OwnedElsewhere,
  OwnedObject,
  ReachableRole,
  RelationGrant,
  Updatability,
} from "./access/facts.ts";
import type {
  DefaultGrant,
  FutureCreator,
  ReadableRelation,
  ReadObstacle,
  RowRulesLeak,
} from "./access/readability.ts";
import type { AccessRoutine, SensitiveRoutine } from "./access/routines.ts";

/** Everything the catalog says about what one role can do in one database. Values only. */
export type Access = {
  server: AccessServer;
  /** null: a login with nothing but PUBLIC. */
  role: AccessRole | null;
  settings: AccessSetting[];
  /** The role first, then what it inherits, then what it can become. */
  reach: ReachableRole[];
  /** All roles by OID, and all memberships: to name grantees, and to say who else loses what PUBLIC loses. */
  roles: Map<number, AccessRole>;
  memberships: AccessMembership[];
  schemas: AccessSchema[];
  /** The role's or PUBLIC's privileges other than plain SELECT on relations and sequences, and on single columns. */
  relationGrants: RelationGrant[];
  columnGrants: RelationGrant[];
  updatability: Map<number, Updatability>;
  /** The same for databases, schemas, tablespaces, languages, servers, wrappers, types, parameters, large objects. */
  grants: AccessGrant[];
  owned: OwnedObject[];
  ownedElsewhere: OwnedElsewhere[];
  databases: AccessDatabase[];
  routines: AccessRoutine[];
  sensitiveRoutines: SensitiveRoutine[];
  defaultGrants: DefaultGrant[];
  relations: ReadableRelation[];
  obstacles: ReadObstacle[];
  leaks: RowRulesLeak[];
  futureCreators: FutureCreator[];
  extensions: { name: string; version: string; schema: string }[];
  /** What was busy or broken and therefore not looked at. */
  missed: { what: string; reason: string }[];
};
