import type { ObjectRef } from "../statements/statement.ts";
import type { Finding } from "./finding.ts";

type Given = Pick<Finding, "code" | "class" | "title" | "detail" | "fixableBy"> & Partial<Finding>;

/** A finding with the parts that are not given set to null. */
export function finding(given: Given): Finding {
  return { object: null, privilege: null, via: [], remedy: null, closing: null, ...given };
}

/** `schema.name`, with what tells namesakes apart. */
export function named({ schema, name, column, signature }: ObjectRef): string {
  const base = [schema, name, column].filter((part) => part !== null).join(".");
  return signature === null ? base : `${base}(${signature})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** The first few, and how many more there are. */
export function some(parts: readonly string[], most = 5): string {
  return parts.length <= most ? listed(parts) : `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
}

/** `1 table`, `7 tables`. */
export function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
