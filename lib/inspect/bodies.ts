import type { Client } from "../postgres/client.ts";
import { oneLook } from "./one-look.ts";
import { bodyCasts, bodyOperators, bodyRelations, bodyRoutines, bodyTypes } from "./queries/bodies.sql.ts";

/** What is known of a routine whose body is to be read, or that a body calls (pg_proc). */
export type RoutineBody = {
  oid: number;
  schema: string;
  name: string;
  /** pg_proc.prokind: function, procedure, aggregate, window function. */
  kind: "f" | "p" | "a" | "w";
  language: string;
  /** pg_proc.provolatile. */
  volatility: "i" | "s" | "v";
  /** pg_proc.prosrc. */
  source: string;
  /** pg_proc.prosqlbody as a node tree (BEGIN ATOMIC … and RETURN, PostgreSQL 14+). */
  sqlBody: string | null;
  /**
   * What stood in CREATE FUNCTION, for a parser that has no catalog: types that are not Postgres' own are given as text
   * (arrays as text[]), rows as a name that it does not know. The result of a procedure is null.
   */
  arguments: string;
  result: string | null;
  /** It takes a type that the caller chooses (anyelement, record …). */
  polymorphic: boolean;
  /** It takes a cursor, so what a FETCH runs may be the caller's. */
  takesCursor: boolean;
  /** Its one argument is a row, so `t.name` may call it. */
  takesRow: boolean;
  /** `name=value` of pg_proc.proconfig. */
  config: string[];
  securityDefiner: boolean;
  owner: string;
  /** The owner is a superuser or has BYPASSRLS: no policy holds for it. */
  ownerUnruled: boolean;
  extension: string | null;
  /** OID below 16384 (FirstNormalObjectId): it came with initdb. */
  builtIn: boolean;
  /** pg_proc.proargdefaults as a node tree. */
  defaults: string | null;
  /** Its result's and arguments' types that did not come with initdb: values of them are made inside. */
  valueTypes: number[];
  /** The functions that an aggregate is made of (pg_aggregate). */
  support: number[];
};

/** A relation that a body may read, with the expressions that reading or planning it evaluates, as node trees. */
export type RelationBody = {
  oid: number;
  schema: string;
  name: string;
  kind: string;
  trees: string[];
  owner: string;
  /** The policies for SELECT, where row security is on. */
  policies: string[];
  /** FORCE ROW LEVEL SECURITY: they hold for the owner too. */
  forced: boolean;
  /** security_invoker: what stands below is read as the one who reads the view. */
  invoker: boolean;
};

/** An operator that did not come with initdb, and its function. */
export type OperatorBody = { oid: number; schema: string; name: string; routine: number };

/** A cast that did not come with initdb and calls a function, or, with no target, a function that compares values. `context` is pg_cast.castcontext. */
export type CastBody = { targetSchema: string; target: string; context: "i" | "a" | "e"; routine: number };

/** A type with what making a value of it evaluates: domain checks as node trees, functions by OID. */
export type TypeBody = { oid: number; schema: string; name: string; trees: string[]; routines: number[] };

export type BodyFacts = {
  routines: RoutineBody[];
  relations: RelationBody[];
  operators: OperatorBody[];
  casts: CastBody[];
  types: TypeBody[];
};

/** What to look up: names in any schema, and OIDs. */
export type BodyWants = {
  routineNames: string[];
  routines: number[];
  relationNames: string[];
  relations: number[];
  operatorNames: string[];
  typeNames: string[];
  types: number[];
};

/**
 * Looks up what bodies name: one round trip however many names. Nothing here waits behind a lock: expressions come as
 * the node trees that the catalog stores, never through pg_get_expr or pg_get_viewdef.
 */
export async function inspectBodyFacts(client: Client, wants: BodyWants): Promise<BodyFacts> {
  const modern = client.info.serverVersionNum >= 140_000;
  const [routines, relations, operators, casts, types] = await oneLook(client, [
    { statement: bodyRoutines(modern), values: [wants.routines, wants.routineNames] },
    { statement: bodyRelations, values: [wants.relations, wants.relationNames] },
    { statement: bodyOperators, values: [wants.operatorNames] },
    { statement: bodyCasts },
    { statement: bodyTypes, values: [wants.types, wants.typeNames] },
  ]);
  return {
    routines: (routines?.rows ?? []) as RoutineBody[],
    relations: (relations?.rows ?? []) as RelationBody[],
    operators: (operators?.rows ?? []) as OperatorBody[],
    casts: (casts?.rows ?? []) as CastBody[],
    types: (types?.rows ?? []) as TypeBody[],
  };
}

/** Nothing known, nothing wanted. */
export const NO_BODY_FACTS: BodyFacts = { routines: [], relations: [], operators: [], casts: [], types: [] };
