/** A name as written: `schema` null where it is left to the search_path. */
export type NameRef = { schema: string | null; name: string };

/** What a body was seen to do that rules out "known to only read". */
export type Fault = { effect: "writes" | "unknown"; reason: string };

/** What one text (or node tree) uses, before any name is looked up. */
export type Uses = {
  /** Functions and procedures called. */
  routines: NameRef[];
  /** `row.name`: a column, or a call of a function that takes the row. */
  attributes: string[];
  relations: NameRef[];
  operators: NameRef[];
  types: NameRef[];
  /** The same from a node tree, where the server has resolved them. */
  routineOids: number[];
  relationOids: number[];
  typeOids: number[];
  faults: Fault[];
  /** It runs a string that it builds. */
  dynamic: boolean;
  /** It reads from a cursor that somebody else may have opened. */
  fetches: boolean;
};

export function noUses(): Uses {
  return {
    routines: [],
    attributes: [],
    relations: [],
    operators: [],
    types: [],
    routineOids: [],
    relationOids: [],
    typeOids: [],
    faults: [],
    dynamic: false,
    fetches: false,
  };
}

export function writes(reason: string): Fault {
  return { effect: "writes", reason };
}

export function unknown(reason: string): Fault {
  return { effect: "unknown", reason };
}

/** `schema.name`, or the bare name. */
export function printed(ref: NameRef): string {
  return ref.schema === null ? ref.name : `${ref.schema}.${ref.name}`;
}
