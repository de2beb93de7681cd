/**
 * Whether planning folds a call of this routine in an analysed expression (pg_node_tree): whether one of its calls,
 * as a function or behind an operator, holds no column (clauses.c, evaluate_function: all arguments are constants).
 */
export function foldsCall(tree: string, routine: number): boolean {
  const calls = tree.matchAll(new RegExp(`\\{[A-Z]+ (?:[^{}]*?):(?:funcid|opfuncid) ${routine} `, "g"));
  return [...calls].some((call) => !nodeAt(tree, call.index).includes("{VAR "));
}

/** The node that begins here, to its closing brace. A backslash stands before a brace that belongs to a name. */
function nodeAt(tree: string, start: number): string {
  let depth = 0;
  for (let at = start; at < tree.length; at += 1) {
    const character = tree[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}" && --depth === 0) return tree.slice(start, at + 1);
  }
  return tree.slice(start);
}
