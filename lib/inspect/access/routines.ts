/** A routine that runs with other rights than its caller's, or that stands for something which does. */
export type AccessRoutine = {
  oid: number;
  schema: string;
  schemaOid: number;
  name: string;
  /** pg_get_function_identity_arguments. */
  signature: string;
  argumentTypes: [schema: string, name: string][];
  /** prokind: f p a w. */
  kind: string;
  language: string;
  /** Of a procedural language that is not trusted: its code is bound by no privilege. */
  untrusted: boolean;
  /** prosrc; null where all sources together would be too large to hold. */
  source: string | null;
  /** probin, for language c. */
  library: string | null;
  /** prosqlbody as a node tree (14+), null where there is none: its names were resolved when it was made. */
  sqlBody: string | null;
  /** i s v. */
  volatility: string;
  definer: boolean;
  /** proconfig: `name=value`. */
  config: string[];
  owner: number;
  ownerName: string;
  /** What the owner could do with a body that is not known. */
  ownerPower: "superuser" | "writes" | "none";
  /** Name of the result type, `trigger` and `event_trigger` among them. */
  returns: string;
  /** An argument of type internal: SQL cannot call it. */
  takesInternal: boolean;
  extension: string | null;
  /** Made by initdb. */
  builtIn: boolean;
  /** Grantees with EXECUTE: reachable roles or PUBLIC_OID. */
  executableBy: number[];
  /** Others with a grant of their own, where PUBLIC holds EXECUTE. */
  holders: number[];
  /** Who granted it to those of `executableBy`. */
  grants: [grantee: number, grantor: number, grantable: boolean][];
  /** Its schema is usable by a reachable role, so that it can be called by name. */
  nameable: boolean;
  /** Ways by which it runs although it cannot be named or executed. */
  entrances: Entrance[];
};

/** Something the role can use which runs a routine without its schema's USAGE, or without EXECUTE on it. */
export type Entrance = {
  type:
    | "view"
    | "operator"
    | "cast"
    | "aggregate"
    | "domain"
    | "domain-default"
    | "type"
    | "policy"
    | "instead-of-trigger"
    | "replica-trigger"
    | "routine"
    | "operator-class"
    | "default"
    | "table"
    | "table-copy"
    | "range-type";
  schema: string | null;
  name: string;
  /** EXECUTE on the routine itself is asked for all the same. */
  needsExecute: boolean;
  /** Of a table: the expression as a pg_node_tree. Only a call without columns in it is run by planning. */
  tree?: string | null;
};

/** EXECUTE on a routine of initdb or of an extension that was shipped without it. */
export type SensitiveRoutine = {
  oid: number;
  schema: string;
  schemaOid: number;
  name: string;
  signature: string;
  argumentTypes: [schema: string, name: string][];
  owner: number;
  grantee: number;
  grantor: number;
  holders: number[];
  extension: string | null;
  /** Its own name, or for a wrapper the name of the built-in that it stands for. */
  symbol: string;
  /** It is a copy made with LANGUAGE internal, standing for a built-in that the role may not execute. */
  wrapper: boolean;
};
