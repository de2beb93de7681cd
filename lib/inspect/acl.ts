import type { AclItem } from "./snapshot.ts";

/**
 * What aclexplode gives, as JSON: [grantor, grantee, privilege, grantable]. JSON prints an OID as text; "0" as the
 * grantee is PUBLIC.
 */
export type RawAcl = [grantor: string, grantee: string, privilege: string, grantable: boolean][];

/** Role names by OID. */
export type RoleNames = ReadonlyMap<number, string>;

const NOTHING: AclItem[] = [];

/** The ACL with role names in place of OIDs. */
export function readAcl(raw: RawAcl | null, names: RoleNames): AclItem[] {
  if (raw === null || raw.length === 0) return NOTHING;
  return raw.map(([grantor, grantee, privilege, grantable]) => ({
    grantor: nameOf(Number(grantor), names),
    grantee: grantee === "0" ? null : nameOf(Number(grantee), names),
    privilege,
    grantable,
  }));
}

/** The role's name, or its OID as text where there is none (it was dropped meanwhile). */
export function nameOf(oid: number, names: RoleNames): string {
  return names.get(oid) ?? String(oid);
}

/** Somebody of `grantees` (null is PUBLIC) holds the privilege by this ACL. */
export function holds(acl: readonly AclItem[], privilege: string, grantees: readonly (string | null)[]): boolean {
  return acl.some((item) => item.privilege === privilege && grantees.includes(item.grantee));
}
