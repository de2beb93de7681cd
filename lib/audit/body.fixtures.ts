import type { RoutineBody } from "../inspect/bodies.ts";

/** A routine with what a test does not care about filled in. */
export function aRoutine(given: Partial<RoutineBody> = {}): RoutineBody {
  return {
    oid: 20_000,
    schema: "s",
    name: "f",
    kind: "f",
    language: "sql",
    volatility: "v",
    source: "select 1",
    sqlBody: null,
    arguments: "",
    result: "integer",
    polymorphic: false,
    takesCursor: false,
    takesRow: false,
    config: [],
    securityDefiner: false,
    owner: "owner",
    ownerUnruled: true,
    extension: null,
    builtIn: false,
    defaults: null,
    valueTypes: [],
    support: [],
    ...given,
  };
}
