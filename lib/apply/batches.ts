import type { Statement } from "../statements/statement.ts";

/** Statements of the plan that stand together; `from` is the index of the first. */
export type Part = { from: number; statements: readonly Statement[] };

/** Sent without waiting in between: about sixteen GRANTs of a thousand names. More, and nobody could stop in time. */
const AT_ONCE = { statements: 64, characters: 400_000 };

/** Runs of statements that belong in one send; each one about PUBLIC stands alone. */
export function batches({ from, statements }: Part): { from: number; batch: Statement[] }[] {
  const found: { from: number; batch: Statement[] }[] = [];
  let characters = 0;
  for (const [i, statement] of statements.entries()) {
    const last = found.at(-1);
    characters += statement.sql.length;
    const fits = last && last.batch.length < AT_ONCE.statements && characters <= AT_ONCE.characters;
    if (fits && statement.kind !== "public" && last.batch[0]?.kind !== "public") last.batch.push(statement);
    else {
      found.push({ from: from + i, batch: [statement] });
      characters = statement.sql.length;
    }
  }
  return found;
}
