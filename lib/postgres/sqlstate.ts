/** SQLSTATEs that we decide by, under their condition names (PostgreSQL 18 docs, appendix A; src/backend/utils/errcodes.txt). */
export const SQLSTATE = {
  successfulCompletion: "00000",
  warning: "01000",
  privilegeNotRevoked: "01006",
  privilegeNotGranted: "01007",
  protocolViolation: "08P01",
  featureNotSupported: "0A000",
  invalidParameterValue: "22023",
  readOnlySqlTransaction: "25006",
  inFailedSqlTransaction: "25P02",
  idleInTransactionSessionTimeout: "25P03",
  invalidAuthorizationSpecification: "28000",
  invalidPassword: "28P01",
  dependentObjectsStillExist: "2BP01",
  invalidCatalogName: "3D000",
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  insufficientPrivilege: "42501",
  syntaxError: "42601",
  undefinedObject: "42704",
  duplicateObject: "42710",
  undefinedFunction: "42883",
  duplicateDatabase: "42P04",
  undefinedTable: "42P01",
  invalidObjectDefinition: "42P17",
  tooManyConnections: "53300",
  generatedAlways: "428C9",
  objectNotInPrerequisiteState: "55000",
  objectInUse: "55006",
  lockNotAvailable: "55P03",
  queryCanceled: "57014",
  adminShutdown: "57P01",
  crashShutdown: "57P02",
  cannotConnectNow: "57P03",
  databaseDropped: "57P04",
  internalError: "XX000",
} as const;

const CONDITIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SQLSTATE).map(([name, code]) => [
    code,
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]),
);

/** Postgres' name of the condition (`invalid_password`), or null for one that is not in our table. */
export function conditionName(sqlstate: string): string | null {
  return CONDITIONS[sqlstate] ?? null;
}

const RETRYABLE: readonly string[] = [
  SQLSTATE.serializationFailure,
  SQLSTATE.deadlockDetected,
  SQLSTATE.lockNotAvailable,
  SQLSTATE.objectInUse,
];

/**
 * C functions whose XX000 means "somebody else changed the same catalog row meanwhile" ("tuple concurrently updated"):
 * src/backend/access/heap/heapam.c.
 */
const RETRYABLE_ROUTINES: readonly string[] = [
  "simple_heap_update",
  "simple_heap_delete",
  "heap_update",
  "heap_delete",
];

/** True when the whole transaction may succeed if it is run again from BEGIN. By SQLSTATE and routine, never by text. */
export function isRetryable(error: unknown): boolean {
  const { sqlstate, routine } = (error ?? {}) as { sqlstate?: unknown; routine?: unknown };
  if (typeof sqlstate !== "string") return false;
  if (RETRYABLE.includes(sqlstate)) return true;
  return sqlstate === SQLSTATE.internalError && typeof routine === "string" && RETRYABLE_ROUTINES.includes(routine);
}
