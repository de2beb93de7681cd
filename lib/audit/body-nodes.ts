import type { Node } from "./body-parse.ts";
import type { NameRef } from "./body-uses.ts";

/** The operators of an expression, also those that its syntax stands for. */
export function operatorsOf(below: Node): NameRef[] {
  const kind = String(below.kind);
  const bare = (...list: string[]) => list.map((name) => ({ schema: null, name }));
  if (kind === "AEXPR_BETWEEN") return bare(">=", "<=");
  if (kind === "AEXPR_NOT_BETWEEN") return bare("<", ">");
  if (kind.includes("BETWEEN")) return bare("<", ">", "<=", ">=");
  return [refOf(below.name)];
}

/** A possibly qualified name. */
export function refOf(list: unknown): NameRef {
  const parts = names(list);
  return { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? "" };
}

/** The texts of a list of String nodes (or of strings); other nodes are passed over. */
export function names(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => (typeof entry === "string" ? [entry] : nameOf(entry as Node)));
}

function nameOf(entry: Node): string[] {
  const text = (entry.String as { sval?: string } | undefined)?.sval;
  return text === undefined ? [] : [text];
}
