import { names, operatorsOf, refOf } from "./body-nodes.ts";
import { type Node, parseStatements } from "./body-parse.ts";
import { type Fault, type NameRef, type Uses, unknown, writes } from "./body-uses.ts";

/** Nodes of the parser's JSON that change nothing by themselves: only what hangs below them counts. */
const PLAIN = new Set(
  `A_ArrayExpr A_Const A_Indices A_Star Alias BitString BoolExpr Boolean BooleanTest CaseWhen CoalesceExpr CollateClause
  ColumnDef Float GroupingFunc GroupingSet Integer JsonAggConstructor JsonArgument JsonArrayAgg JsonArrayConstructor
  JsonArrayQueryConstructor JsonBehavior JsonFormat JsonFuncExpr JsonIsPredicate JsonKeyValue JsonObjectAgg
  JsonObjectConstructor JsonOutput JsonParseExpr JsonReturning JsonScalarExpr JsonSerializeExpr JsonTable
  JsonTableColumn JsonTablePathSpec JsonValueExpr List MinMaxExpr NamedArgExpr NullTest ParamRef RangeFunction
  RangeSubselect RangeTableFunc RangeTableFuncCol RawStmt ResTarget RowExpr SetToDefault SQLValueFunction String
  TypeCast WindowDef XmlExpr XmlSerialize CTECycleClause CTESearchClause DefElem`.split(/\s+/),
);

/** What may stand where a statement stands, and reads. */
const READING = new Set(["ReturnStmt", "ExplainStmt", "VariableShowStmt", "DeclareCursorStmt", "ClosePortalStmt"]);

const NOT_KNOWN: Record<string, string> = {
  VariableSetStmt: "changes a setting",
  NotifyStmt: "sends a notification",
  ListenStmt: "listens to notifications",
  UnlistenStmt: "listens to notifications",
  LockStmt: "locks a table",
  DoStmt: "runs an anonymous block",
  PrepareStmt: "prepares a statement",
  ExecuteStmt: "runs a statement that the caller may have prepared",
  TransactionStmt: "ends the transaction",
  ConstraintsSetStmt: "changes when constraints are checked",
  DiscardStmt: "discards the session's state",
  LoadStmt: "loads a library",
};

/** Adds to `uses` what this SQL text uses. Throws where the parser cannot read it. */
export function addSql(text: string, uses: Uses): void {
  for (const statement of parseStatements(text)) walk(statement, { uses, names: new Set() });
}

/** The relation of `schema.relation.column`, none where only a variable is named. Throws where it is no such name. */
export function relationOfColumn(text: string): NameRef[] {
  const [only] = parseStatements(`select ${text}`) as { SelectStmt?: { targetList?: Node[] } }[];
  const target = only?.SelectStmt?.targetList?.[0]?.ResTarget as
    | { val?: { ColumnRef?: { fields: unknown } } }
    | undefined;
  const parts = names(target?.val?.ColumnRef?.fields);
  if (parts.length === 0) throw new Error(`${text} is not a column`);
  return parts.length === 1 ? [] : [refOf(parts.slice(0, -1))];
}

/** `names`: what WITH has defined hereabouts, so it is no relation. */
type Scope = { uses: Uses; names: ReadonlySet<string> };

function walk(value: unknown, scope: Scope): void {
  if (Array.isArray(value)) for (const entry of value) walk(entry, scope);
  else if (typeof value === "object" && value !== null)
    for (const [key, below] of Object.entries(value)) {
      if (/^[A-Z]/.test(key)) node(key, below as Node, scope);
      else field(key, below, scope);
    }
}

/** Fields whose one possible kind of node the JSON leaves out. */
function field(key: string, below: unknown, scope: Scope): void {
  if (key === "typeName") type(below as Node, scope);
  else if (key === "larg" || key === "rarg") select(below as Node, scope);
  else if (key === "intoClause") scope.uses.faults.push(writes("SELECT INTO creates a table"));
  else walk(below, scope);
}

const HANDLERS: Record<string, (below: Node, scope: Scope) => void> = {
  SelectStmt: select,
  RangeVar: relation,
  FuncCall: call,
  TypeName: type,
  LockingClause(_, { uses }) {
    uses.faults.push(writes("locks rows (FOR UPDATE or FOR SHARE)"));
  },
  FetchStmt(_, { uses }) {
    uses.fetches = true;
  },
  CallStmt: (below, scope) => call(below.funccall as Node, scope),
  A_Expr(below, scope) {
    scope.uses.operators.push(...operatorsOf(below));
    walk({ ...below, name: null }, scope);
  },
  ColumnRef(below, { uses }) {
    const fields = below.fields as Node[];
    if (fields.length > 1) uses.attributes.push(...names(fields.slice(-1)));
  },
  A_Indirection(below, scope) {
    scope.uses.attributes.push(...names(below.indirection));
    walk(below, scope);
  },
  JoinExpr(below, scope) {
    if (below.usingClause !== undefined || below.isNatural === true) scope.uses.operators.push(EQUALS);
    walk(below, scope);
  },
  CaseExpr(below, scope) {
    if (below.arg !== undefined) scope.uses.operators.push(EQUALS);
    walk(below, scope);
  },
  SubLink(below, scope) {
    if (below.testexpr !== undefined) scope.uses.operators.push(below.operName ? refOf(below.operName) : EQUALS);
    walk({ ...below, operName: null }, scope);
  },
  SortBy(below, scope) {
    if (below.useOp !== undefined) scope.uses.operators.push(refOf(below.useOp));
    walk({ ...below, useOp: null }, scope);
  },
  RangeTableSample(below, scope) {
    const method = names(below.method).at(-1) ?? "";
    if (!["system", "bernoulli"].includes(method)) scope.uses.faults.push(unknown(`samples with ${method}`));
    walk({ ...below, method: null }, scope);
  },
};

const EQUALS: NameRef = { schema: null, name: "=" };

function node(kind: string, below: Node, scope: Scope): void {
  const handler = HANDLERS[kind];
  if (handler) handler(below, scope);
  else if (PLAIN.has(kind) || READING.has(kind)) walk(below, scope);
  else scope.uses.faults.push(faultOf(kind));
}

function faultOf(kind: string): Fault {
  if (!kind.endsWith("Stmt")) return unknown(`holds a ${kind}, which we cannot judge`);
  const reason = NOT_KNOWN[kind];
  return reason === undefined ? writes(`runs ${command(kind)}`) : unknown(reason);
}

/** `CreateTableAsStmt` → `CREATE TABLE AS`. */
function command(kind: string): string {
  return kind
    .replace(/Stmt$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toUpperCase();
}

/** WITH names hold for the query itself and for the queries after them; for their own only when RECURSIVE. */
function select(below: Node, scope: Scope): void {
  const { withClause, ...rest } = below as { withClause?: { ctes?: Node[]; recursive?: boolean } };
  const seen = new Set(scope.names);
  const ctes = (withClause?.ctes ?? []).map((cte) => cte.CommonTableExpr as { ctename: string; ctequery: Node });
  if (withClause?.recursive) for (const cte of ctes) seen.add(cte.ctename);
  for (const { ctename, ...cte } of ctes) {
    walk(cte, { uses: scope.uses, names: new Set(seen) });
    seen.add(ctename);
  }
  walk(rest, { uses: scope.uses, names: seen });
}

function relation(below: Node, { uses, names: known }: Scope): void {
  const { schemaname, relname } = below as { schemaname?: string; relname: string };
  if (schemaname === undefined && known.has(relname)) return;
  uses.relations.push({ schema: schemaname ?? null, name: relname });
}

function call(below: Node, scope: Scope): void {
  const ref = refOf(below.funcname);
  // EXTRACT stands for pg_catalog.extract since 14, and for date_part before: both only compute.
  if (ref.schema === "pg_catalog" && ref.name === "extract") ref.name = "date_part";
  scope.uses.routines.push(ref);
  walk({ ...below, funcname: null }, scope);
}

/** `%TYPE` names a column; its relation is then what must not be somebody else's. */
function type(below: Node, scope: Scope): void {
  const parts = names(below.names);
  if (below.pct_type === true) scope.uses.relations.push(refOf(parts.slice(0, -1)));
  else scope.uses.types.push(refOf(parts));
  walk(below.typmods, scope);
}
