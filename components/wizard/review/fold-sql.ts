/** A statement in pieces for the eye: `fold` pieces stand for `count` names that open in place. Copying takes all. */
export type SqlPiece = { text: string; fold: number | null };

const SHOWN = 3;
const WORTH_FOLDING = 8;

/**
 * Folds the middle of long lists (GRANT … ON a, b, …; column lists). Commas inside quotes do not count. The pieces
 * put together are the statement, byte for byte.
 */
export function foldLists(sql: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let from = 0;
  for (const commas of listsOf(sql)) {
    const start = commas[SHOWN - 1];
    const end = commas.at(-1);
    if (commas.length < WORTH_FOLDING || start === undefined || end === undefined || start < from) continue;
    pieces.push({ text: sql.slice(from, start + 1), fold: null });
    pieces.push({ text: sql.slice(start + 1, end + 1), fold: commas.length - SHOWN });
    from = end + 1;
  }
  pieces.push({ text: sql.slice(from), fold: null });
  return pieces;
}

/** Positions of the commas of each list, lists in the order in which they begin. */
function listsOf(sql: string): number[][] {
  const lists: number[][] = [];
  const open: (number[] | undefined)[] = [undefined];
  let quote = "";
  for (let at = 0; at < sql.length; at++) {
    const letter = sql[at] ?? "";
    // A doubled quote closes and opens again at once, which comes to the same.
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "(") open.push(undefined);
    else if (letter === ")") open.pop();
    else if (letter === ",") {
      const list = open.at(-1) ?? [];
      if (list.length === 0) lists.push(list);
      list.push(at);
      open[open.length - 1] = list;
    }
  }
  return lists;
}
