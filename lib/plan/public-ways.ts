import type { Closing, Finding } from "../audit/finding.ts";
import { grantTarget } from "../audit/target.ts";
import type { AclItem, Snapshot } from "../inspect/snapshot.ts";
import { grantToPublic, type PublicWord, revokeFromPublic } from "../statements/public-privilege.ts";
import type { ObjectRef, Statement } from "../statements/statement.ts";
import { DIRECT, type Way } from "./power.ts";
import { revokeWay } from "./revoking.ts";

/** A part of closing a hazard that is done in one grantor's name. */
export type PublicStep = { way: Way; statements: readonly Statement[]; undo: readonly Statement[] };

/**
 * How to take it from PUBLIC: REVOKE takes only what its own grantor gave (docs: REVOKE), so a step for each of them.
 * Null where it is known that nobody would obey. What the owner gave on objects whose ACL the snapshot does not
 * hold (routines, large objects) is tried directly: the run notices when nothing happened.
 */
export function publicSteps(snapshot: Snapshot, finding: Finding, closing: Closing): PublicStep[] | null {
  const { statements, undo } = closing;
  const held = finding.object === null ? null : heldByPublic(snapshot, finding.object, finding.privilege);
  if (held === null || held.items.length === 0) return unseenSteps(snapshot, closing);
  const byGrantor = [...Map.groupBy(held.items, (item) => item.grantor)];
  const steps = byGrantor.map(([grantor, items]): PublicStep | null => {
    const way = revokeWay(snapshot, grantor, held.owner);
    if (way === null) return null;
    if (byGrantor.length === 1) return { way, statements, undo };
    return ofGrantor(finding.object as ObjectRef, way, items);
  });
  return steps.every((step) => step !== null) ? steps : null;
}

/** Of what the snapshot holds no ACL of: in the names that the audit found, where one of them is not the owner's. */
function unseenSteps(snapshot: Snapshot, { statements, undo, granted }: Closing): PublicStep[] | null {
  if (granted === undefined || granted.by.every((grantor) => grantor === granted.owner))
    return [{ way: DIRECT, statements, undo }];
  const steps = granted.by.map((grantor) => {
    const way = revokeWay(snapshot, grantor, granted.owner);
    return way === null ? null : { way, statements, undo };
  });
  return steps.every((step) => step !== null) ? steps : null;
}

/** Who could take it from PUBLIC where this admin cannot: the one grantor, else the empty name: a superuser. */
export function publicGrantor(snapshot: Snapshot, { object, privilege, closing }: Finding): string {
  const held = object === null ? null : heldByPublic(snapshot, object, privilege);
  const [only, ...others] = new Set(held?.items.map((item) => item.grantor) ?? closing?.granted?.by);
  return others.length === 0 ? (only ?? held?.owner ?? "") : "";
}

/** Null on columns: a REVOKE names them, and not every grantor gave the same. */
function ofGrantor(object: ObjectRef, way: Way, items: readonly AclItem[]): PublicStep | null {
  const target = object.type === "column" ? null : grantTarget({ ...object, oid: 0 });
  if (target === null) return null;
  const what = { privileges: items.map((item) => item.privilege as PublicWord), target, object };
  return { way, statements: [revokeFromPublic(what)], undo: [grantToPublic(what)] };
}

export const TABLES: ReadonlySet<string> = new Set([
  "table",
  "partitioned-table",
  "view",
  "materialized-view",
  "foreign-table",
  "column",
]);

const READS: readonly string[] = ["SELECT", "USAGE", "CONNECT"];

function heldByPublic(snapshot: Snapshot, object: ObjectRef, privilege: string | null) {
  const facts = aclOf(snapshot, object);
  if (facts === null) return null;
  const items = facts.acl.filter(
    (a) =>
      a.grantee === null && !READS.includes(a.privilege) && (privilege === null || sameWord(a.privilege, privilege)),
  );
  return { owner: facts.owner, items };
}

function sameWord(a: string, b: string): boolean {
  return b.split(/, ?/).some((word) => a === word || (a === "TEMPORARY" && word === "TEMP"));
}

/** Of a column: what stands on the columns. Else what stands on the whole. */
function aclOf(snapshot: Snapshot, object: ObjectRef): { acl: AclItem[]; owner: string } | null {
  if (object.type === "database") return snapshot.database;
  if (object.type === "schema") return snapshot.schemas.find((s) => s.name === object.name) ?? null;
  if (!TABLES.has(object.type)) return null;
  const relation = snapshot.relations.find((r) => r.schema === object.schema && r.name === object.name);
  if (relation === undefined || object.type !== "column") return relation ?? null;
  const columns = relation.columns.filter((c) => object.column === null || c.name === object.column);
  return { owner: relation.owner, acl: columns.flatMap((c) => c.acl) };
}
