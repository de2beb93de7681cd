import type { AclItem, RelationFacts, Snapshot } from "../inspect/snapshot.ts";
import { ident } from "../postgres/sql.ts";
import type { Statement } from "../statements/statement.ts";
import type { Uncovered } from "./plan.ts";
import { DIRECT, type Way, wayTo } from "./power.ts";

/** REVOKE takes only what its own grantor gave: the owner's rights for the owner's grants, else the grantor itself. */
export function revokeWay(snapshot: Snapshot, grantor: string, owner: string): Way | null {
  if (grantor === owner) return wayTo(snapshot, owner);
  const { admin } = snapshot;
  if (grantor === admin.name && !admin.superuser && !admin.actsAs.includes(owner)) return DIRECT;
  return admin.canSetRole.includes(grantor) ? { kind: "act", role: grantor } : null;
}

type Taking = {
  kind: Uncovered["kind"];
  object: Uncovered["object"];
  item: AclItem;
  way: Way | null;
  take: Statement;
  /** Everybody's grants on the same object. */
  acl: readonly AclItem[];
};

/** Null where it can be taken; else who could. What it handed on would go with it, so the plan leaves that (2BP01). */
export function whyItStays({ kind, object, item, way, take, acl }: Taking): Uncovered | null {
  const { privilege, grantor } = item;
  const handedOn = handedOnTo(item, acl);
  if (way !== null && handedOn.length === 0) return null;
  const alone = `${privilege} was granted by ${grantor}; only that role can take it back.`;
  const along = `It handed ${privilege} on to ${handedOn.join(", ")}, who would lose it with the login: only CASCADE takes it back.`;
  return {
    kind,
    object,
    owner: grantor,
    reason: handedOn.length === 0 ? alone : along,
    // Somebody with more rights would revoke as the owner, which takes nothing of what another role granted.
    remedy: `SET ROLE ${ident(grantor)};\n${take.sql}${handedOn.length === 0 ? "" : " CASCADE"};\nRESET ROLE;`,
  };
}

/** Who has the same privilege from the holder of this one alone. */
function handedOnTo({ privilege, grantee, grantable }: AclItem, acl: readonly AclItem[]): string[] {
  const others = grantable ? acl.filter((a) => a.grantor === grantee && a.privilege === privilege) : [];
  return [...new Set(others.map((a) => a.grantee ?? "everyone"))];
}

/** The role's own SELECT on the whole relation, where a plan that wants columns only cannot take it. */
export function keepsWhole(snapshot: Snapshot, { acl, columns, owner }: RelationFacts, role: string): boolean {
  const everybodys = [...acl, ...columns.flatMap((column) => column.acl)];
  return acl.some(
    (item) =>
      item.grantee === role &&
      item.privilege === "SELECT" &&
      (revokeWay(snapshot, item.grantor, owner) === null || handedOnTo(item, everybodys).length > 0),
  );
}
