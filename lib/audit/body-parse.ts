import { setFlagsFromString } from "node:v8";
import type * as Parser from "libpg-query";

/** A node of the parser's JSON. */
export type Node = { [key: string]: unknown };

/** Beyond this a body is not read: no honest routine is that long, and the parser is not to be worn down. */
const LONGEST = 256 * 1024;

let parser: typeof Parser | null = null;

/**
 * Loads PostgreSQL's own parser (WebAssembly, about 0.1 s and 30 MB, once a process). `bodyReader` needs it; nothing
 * else waits for it.
 */
export async function loadParser(): Promise<void> {
  if (parser) return;
  // Optimising the parser's largest function takes V8 500 MB for a moment and makes nothing faster that we do.
  for (const flag of ["--no-wasm-dynamic-tiering", "--no-wasm-tier-up"]) setFlagsFromString(flag);
  const loaded = await import("libpg-query");
  await loaded.loadModule();
  parser = loaded;
}

/** The statements of a text, each as `{ SelectStmt: … }`. Throws what the parser says where it cannot read it. */
export function parseStatements(text: string): Node[] {
  if (text.trim() === "") return [];
  const { stmts } = loadedFor(text).parseSync(text) as unknown as { stmts?: { stmt: Node }[] };
  return (stmts ?? []).map(({ stmt }) => stmt);
}

/** The tree of one CREATE FUNCTION or PROCEDURE … LANGUAGE plpgsql. Throws where it cannot be read. */
export function parseFunction(definition: string): Node {
  const tree = loadedFor(definition).parsePlPgSQLSync(definition) as unknown as { plpgsql_funcs?: Node[] };
  const [only] = tree.plpgsql_funcs ?? [];
  if (only === undefined) throw new Error("no function in it");
  return only;
}

export type Token = { text: string; tokenName: string; start: number; end: number };

/** The text's tokens; places count bytes of UTF-8. */
export function tokensOf(text: string): Token[] {
  return loadedFor(text).scanSync(text).tokens;
}

/** `target := value` of PL/pgSQL, split at the assignment sign that is not inside brackets. */
export function splitAssignment(text: string): { target: string; value: string } {
  const bytes = Buffer.from(text, "utf8");
  let depth = 0;
  for (const { text: token, start, end } of tokensOf(text)) {
    if (token === "[" || token === "(") depth += 1;
    if (token === "]" || token === ")") depth -= 1;
    if (depth === 0 && (token === ":=" || token === "="))
      return { target: bytes.subarray(0, start).toString("utf8"), value: bytes.subarray(end).toString("utf8") };
  }
  throw new Error("no assignment in it");
}

function loadedFor(text: string): typeof Parser {
  if (!parser) throw new Error("loadParser was not awaited");
  if (text.length > LONGEST) throw new Error(`longer than ${LONGEST} characters`);
  return parser;
}
