import type { RoutineBody } from "../inspect/bodies.ts";
import { withSimpleTypes } from "./body-declare.ts";
import { type Node, parseFunction, parseStatements, splitAssignment } from "./body-parse.ts";
import { addSql, relationOfColumn } from "./body-sql.ts";
import { type Uses, unknown } from "./body-uses.ts";

/** Adds to `uses` what a PL/pgSQL routine uses. Throws where the parser cannot read it. */
export function addPlpgsql(routine: RoutineBody, uses: Uses): void {
  const { datums, action } = parsed(routine, uses);
  for (const datum of datums) declaration(Object.values(datum)[0] as Declaration, uses);
  walk(action, uses);
  uses.fetches = fetchesForeign(datums, action);
}

/** Whether some FETCH or FOR runs a cursor that nothing in this body opens: then it is one that the caller opened. */
function fetchesForeign(datums: Node[], action: Node): boolean {
  const bound = datums.flatMap((datum, index) =>
    "cursor_explicit_expr" in (Object.values(datum)[0] as Node) ? index : [],
  );
  const opened = new Set([...bound, ...cursorsOf(action, "PLpgSQL_stmt_open")]);
  return cursorsOf(action, "PLpgSQL_stmt_fetch").some((cursor) => !opened.has(cursor));
}

function cursorsOf(value: unknown, kind: string): number[] {
  if (Array.isArray(value)) return value.flatMap((entry) => cursorsOf(entry, kind));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    ...(key === kind ? [Number((below as Node).curvar ?? 0)] : []),
    ...cursorsOf(below, kind),
  ]);
}

type Body = { datums: Node[]; action: Node };

/** As it stands; where the parser refuses that, once more with the declared types that it does not know made simple. */
function parsed(routine: RoutineBody, uses: Uses): Body {
  try {
    return parseFunction(definitionOf(routine)).PLpgSQL_function as Body;
  } catch (error) {
    const { source, types } = withSimpleTypes(routine.source);
    if (types.length === 0) throw error;
    for (const type of types) typeName(type, uses);
    return parseFunction(definitionOf({ ...routine, source })).PLpgSQL_function as Body;
  }
}

/** Only names, types and the body matter to the parser; the tag cannot occur in the body. */
function definitionOf({ kind, arguments: args, result, source }: RoutineBody): string {
  let tag = "body";
  while (source.includes(`$${tag}$`)) tag += "_";
  const head = kind === "p" ? `procedure routine(${args})` : `function routine(${args}) returns ${result}`;
  return `create ${head} language plpgsql as $${tag}$${source}$${tag}$`;
}

/** Where PL/pgSQL runs a string: the field that holds it. */
const STRINGS: Record<string, string> = {
  PLpgSQL_stmt_dynexecute: "query",
  PLpgSQL_stmt_dynfors: "query",
  PLpgSQL_stmt_open: "dynquery",
  PLpgSQL_stmt_return_query: "dynquery",
};

type Declaration = { refname?: string; lineno?: number; datatype?: Node; [key: string]: unknown };

/**
 * Types of parameters and of what PL/pgSQL makes itself (no line, or `sqlstate` …) were resolved when the routine was
 * created; those that are declared in the body are looked up when it is called.
 */
function declaration({ datatype, ...rest }: Declaration, uses: Uses): void {
  const own = rest.lineno === undefined || (rest.isconst === true && rest.default_val === undefined);
  if (!own && datatype) typeName(String((datatype.PLpgSQL_type as Node).typname ?? ""), uses);
  walk(rest, uses);
}

/** A statement names its targets in full; they stand among the declarations already. */
const TARGETS = new Set(["PLpgSQL_var", "PLpgSQL_rec", "PLpgSQL_row", "PLpgSQL_recfield"]);

function walk(value: unknown, uses: Uses): void {
  if (Array.isArray(value)) for (const entry of value) walk(entry, uses);
  else if (typeof value === "object" && value !== null)
    for (const [key, below] of Object.entries(value)) node(key, below as Node, uses);
}

function node(kind: string, below: Node, uses: Uses): void {
  if (TARGETS.has(kind)) return;
  if (kind === "PLpgSQL_expr") expression(below as Expression, uses);
  else {
    const text = STRINGS[kind] && below[STRINGS[kind]];
    if (text) string((text as { PLpgSQL_expr: Expression }).PLpgSQL_expr.query, uses);
    walk(below, uses);
  }
}

function string(query: string, uses: Uses): void {
  const constant = constantOf(query);
  if (constant !== null) addSql(constant, uses);
  else {
    uses.dynamic = true;
    uses.faults.push(unknown("runs a string that is built when it is called (EXECUTE)"));
  }
}

/** `parseMode` is RawParseMode of PostgreSQL's parser.h: 0 a statement, 2 an expression, 3 to 5 an assignment. */
type Expression = { query: string; parseMode?: number };

function expression({ query, parseMode = 0 }: Expression, uses: Uses): void {
  if (parseMode === 0) addSql(query, uses);
  else if (parseMode === 2) addSql(`select ${query}`, uses);
  else if (parseMode < 3 || parseMode > 5) throw new Error(`an expression of mode ${parseMode}`);
  else {
    const { target, value } = splitAssignment(query);
    addSql(`select ${target}`, uses);
    addSql(`select ${value}`, uses);
  }
}

/** `public.orders%rowtype`, `orders.id%TYPE`, `numeric(10,2)`, `text[]` … as it was declared. */
function typeName(text: string, uses: Uses): void {
  if (["record", "refcursor"].includes(text.toLowerCase())) return;
  const [, name, suffix] = /^(.+?)(%\s*(?:rowtype|type))(?:(?:\[\d*\])*|\s+array)$/is.exec(text) ?? [];
  if (suffix === undefined) addSql(`select null::${text}`, uses);
  else if (/rowtype/i.test(suffix)) addSql(`select null::${name} from ${name}`, uses);
  else {
    // The column's type is among those of the relation's row.
    const relations = relationOfColumn(`${name}`);
    uses.relations.push(...relations);
    uses.types.push(...relations);
  }
}

/** The text of `EXECUTE 'a constant'`, or null where it is put together. */
function constantOf(query: string): string | null {
  const [only] = parseStatements(`select ${query}`) as { SelectStmt?: { targetList?: Node[] } }[];
  const targets = only?.SelectStmt?.targetList ?? [];
  const target = targets[0]?.ResTarget as { val?: { A_Const?: { sval?: { sval?: string } } } } | undefined;
  return targets.length === 1 ? (target?.val?.A_Const?.sval?.sval ?? null) : null;
}
