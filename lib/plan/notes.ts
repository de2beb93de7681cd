import { creatorsOf } from "../inspect/creators.ts";
import type { RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { revokeOnRelations } from "../statements/grant.ts";
import { objectRef } from "../statements/statement.ts";
import type { PlanNote } from "./plan.ts";
import { wayTo } from "./power.ts";
import type { PlanRequest } from "./request.ts";

/**
 * What no statement of the plan can see to. Default privileges hang on a creator and a schema and know no names: what is
 * left out of a schema whose later tables are shared comes back when it is dropped and made again, a table of which only
 * some columns are shared then with all of them. One note a schema. Pure.
 */
export function notesOf(request: PlanRequest, snapshot: Snapshot): PlanNote[] {
  const here = Map.groupBy(
    snapshot.relations.filter((r) => r.partitionRoot === null && r.extension === null),
    (r) => r.schema,
  );
  return request.schemas.flatMap((asked) => {
    const creators = asked.future ? coveredCreators(request, snapshot, asked.name) : new Set<string>();
    const chosen = new Map<string, string[] | null>();
    for (const { name, columns } of asked.relations) chosen.set(name, columns);
    const returning = (here.get(asked.name) ?? []).filter((r) => creators.has(r.owner));
    const out = returning.filter((r) => !chosen.has(r.name));
    const part = returning.filter((r) => chosen.get(r.name)?.length);
    return out.length + part.length === 0 ? [] : [note(request.role, asked.name, out, part)];
  });
}

/** Whose later tables in the schema the role will read. */
function coveredCreators(request: PlanRequest, snapshot: Snapshot, schema: string): Set<string> {
  const covered = creatorsOf(snapshot, schema, request.role).filter(
    (c) => c.already || wayTo(snapshot, c.role) !== null,
  );
  return new Set(covered.map((c) => c.role));
}

function note(role: string, schema: string, out: RelationFacts[], part: RelationFacts[]): PlanNote {
  const names = [
    ...(out.length > 0 ? [`Left out: ${listed(out)}.`] : []),
    ...(part.length > 0 ? [`Some columns only: ${listed(part)}.`] : []),
  ];
  return {
    code: "left-out-may-return",
    object: objectRef("schema", schema),
    sentence: sentenceOf(schema, out.length, part.length),
    detail: `${names.join(" ")} ALTER DEFAULT PRIVILEGES knows a creator and a schema, no names: DROP and CREATE make a new relation, which is shared whole.`,
    remedy: `${revokeOnRelations(role, ["SELECT"], [...out, ...part].slice(0, NAMED)).sql};`,
  };
}

function sentenceOf(schema: string, out: number, part: number): string {
  const what = [
    ...(out === 0 ? [] : [out === 1 ? "the table that you leave out" : `the ${out} tables that you leave out`]),
    ...(part === 0 ? [] : [part === 1 ? "the hidden columns of 1 table" : `the hidden columns of ${part} tables`]),
  ].join(" and ");
  return `In ${schema}, tables made later are shared, too. So ${what} can come back: a table that is dropped and made again counts as a new one.`;
}

const NAMED = 20;

function listed(relations: readonly RelationFacts[]): string {
  const shown = relations.slice(0, NAMED).map((r) => `${r.schema}.${r.name}`);
  return relations.length > NAMED ? `${shown.join(", ")} and ${relations.length - NAMED} more` : shown.join(", ");
}
