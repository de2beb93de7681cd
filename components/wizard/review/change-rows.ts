import type { Plan } from "../../../lib/plan/plan.ts";
import type { Statement, StatementKind } from "../../../lib/statements/statement.ts";
import { counted, digits, inWords, listed } from "../wording.ts";

/** A row of the review: the founder's sentence, and facing it the statements that make it true. */
export type ChangeRow = {
  kind: StatementKind;
  title: string;
  detail: string;
  /** Statements under the reason they share, in their order. */
  parts: { reason: string; statements: Statement[] }[];
};

/**
 * One row for what belongs together, in the order in which a founder thinks of it; the script keeps the order in which
 * it runs. What belongs to a question stands there, not here.
 */
export function changeRows(plan: Plan, excludedSchemas: readonly string[]): ChangeRow[] {
  const asked = new Set(questionStatements(plan).map((statement) => statement.sql));
  const rest = plan.statements.filter((statement) => !asked.has(statement.sql));
  const groups = [...Map.groupBy(rest, (statement) => WITH[statement.kind] ?? statement.kind)];
  const rows = groups
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([kind, statements]) => ({
      kind,
      ...rowWords(kind, mainFirst(kind, statements), plan, excludedSchemas),
      parts: partsOf(mainFirst(kind, statements)),
    }));
  return plan.afterProof.length === 0 ? rows : [...rows, lastRow(plan.afterProof)];
}

/** Kinds that are no matter of their own: the note on the login, and the door before the schemas. */
const WITH: Partial<Record<StatementKind, StatementKind>> = { comment: "role", connect: "usage" };
const ORDER: StatementKind[] = [
  "role",
  "membership",
  "usage",
  "connect",
  "select",
  "row-rules",
  "future",
  "guard",
  "public",
  "revoke",
  "comment",
];

function mainFirst(kind: StatementKind, statements: Statement[]): Statement[] {
  return statements.toSorted((a, b) => Number(a.kind !== kind) - Number(b.kind !== kind));
}

/** What runs by itself once the login test is over. */
function lastRow(statements: Statement[]): ChangeRow {
  const { title } = plainWords(statements);
  return { kind: "role", title, detail: "By itself, once the proof is done.", parts: partsOf(statements) };
}

/** The statements of accepted questions, those that give a right back included. */
function questionStatements(plan: Plan): Statement[] {
  return plan.hazards
    .filter((hazard) => hazard.accepted && !hazard.code.startsWith("row-rules"))
    .flatMap((hazard) => [
      ...hazard.statements,
      ...hazard.affects.flatMap((affected) => (affected.giveBack ? [affected.giveBack] : [])),
    ]);
}

function partsOf(statements: readonly Statement[]): ChangeRow["parts"] {
  return [...Map.groupBy(statements, (statement) => statement.reason)].map(([reason, list]) => ({
    reason,
    statements: list,
  }));
}

type Words = Pick<ChangeRow, "title" | "detail">;

function rowWords(kind: StatementKind, statements: Statement[], plan: Plan, excluded: readonly string[]): Words {
  // A change of an existing login is told by its statements: the sums would speak of what stands already, too.
  if (plan.outcome === "create") {
    if (kind === "usage") return schemaWords(plan, excluded);
    if (kind === "select") return readWords(plan);
  }
  if (kind === "row-rules") return ruleWords(statements);
  if (kind === "future") return laterWords(statements);
  if (kind === "guard") return guardWords(statements);
  if (kind === "membership") {
    const detail = "Only an owner may share its tables. The admin acts as one for these lines and hands it back.";
    return { title: "Act for the owners", detail };
  }
  // A note stands beside its statement; it is nothing that a founder has to weigh.
  const own = statements.filter((statement) => statement.kind === kind);
  return plainWords(own.length > 0 ? own : statements);
}

function schemaWords({ coverage }: Plan, excluded: readonly string[]): Words {
  const not = excluded.length > 0 ? ` Not ${listed(excluded, 4)}.` : "";
  return {
    title: `Let it open ${inWords(coverage.schemas.length, "schema")}`,
    detail: `${listed(coverage.schemas, 8)}.${not}`,
  };
}

function readWords({ coverage: { whole, part } }: Plan): Words {
  const hidden =
    part === 0 ? "All of them whole." : `${digits(whole)} whole. In ${digits(part)}, some columns stay hidden.`;
  return { title: `Let it read ${counted(whole + part, "table")}`, detail: hidden };
}

function ruleWords(statements: readonly Statement[]): Words {
  const policies = statements.filter((statement) => statement.object?.type === "policy").length;
  if (policies === 0) return plainWords(statements);
  return {
    title: `See past the row rules on ${counted(policies, "table")}`,
    detail: "Without this, Lucien would count too few rows there, or none.",
  };
}

function laterWords(statements: readonly Statement[]): Words {
  const creators = [...new Set(statements.flatMap((statement) => statement.object?.name ?? []))];
  const verb = creators.length === 1 ? "makes" : "make";
  return { title: "Include tables made later", detail: `When ${listed(creators, 5)} ${verb} them.` };
}

function guardWords(statements: readonly Statement[]): Words {
  const slow = statements.find((statement) => statement.object?.name === "statement_timeout");
  if (slow === undefined) return plainWords(statements);
  return { title: withoutStop(slow.title), detail: "So Lucien cannot slow your app down." };
}

/** The first statement's first sentence is the title; what else there is to say follows. */
function plainWords(statements: readonly Statement[]): Words {
  const titles = [...new Set(statements.map((statement) => statement.title))];
  const [first = "", ...others] = titles;
  const end = first.search(/[.!] /);
  const title = end === -1 ? first : first.slice(0, end);
  const rest = end === -1 ? "" : first.slice(end + 2);
  const more = others.length > 3 ? [...others.slice(0, 2), `And ${digits(others.length - 2)} more like it.`] : others;
  return { title: withoutStop(title), detail: [rest, ...more].filter(Boolean).join(" ") };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
