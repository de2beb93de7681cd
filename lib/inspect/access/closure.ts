import type { AccessMembership, AccessRole, ReachableRole, ReachHow } from "./facts.ts";

/** OID of pg_database_owner (src/include/catalog/pg_authid.dat, 14+): the database's owner is its one, implicit member. */
const PG_DATABASE_OWNER = 6171;

type Graph = {
  roles: ReadonlyMap<number, AccessRole>;
  memberships: readonly AccessMembership[];
  databaseOwner: number;
};

/**
 * Every role whose privileges the given one has or can get by steps of its own: inherited ones, those it may SET ROLE
 * to, and those it may grant itself by the ADMIN option. Nearest first; `via` is the shortest chain.
 * The rules are those of roles_is_member_of, member_can_set_role and select_best_admin (src/backend/utils/adt/acl.c):
 * SET ROLE asks about the session's role over set edges, ADMIN counts for whatever the current role inherits.
 */
export function reachOf(role: AccessRole, graph: Graph): ReachableRole[] {
  const edges = byMember(graph.memberships);
  const found = new Map<number, ReachableRole>();
  const acting: ReachableRole[] = [entry(role, "self", [role.name], true, true)];
  for (let next = acting.shift(); next; next = acting.shift()) {
    const known = found.get(next.oid);
    if (known?.canAct) {
      known.admin ||= next.admin;
      continue;
    }
    found.set(next.oid, known ? { ...known, canAct: true, admin: known.admin || next.admin } : next);
    for (const held of inheritedFrom(next, found, graph, edges)) {
      if (held !== next) found.set(held.oid, held);
      acting.push(...adminSteps(held, next, graph, edges));
    }
    acting.push(...setSteps(next, graph, edges));
  }
  return [...found.values()];
}

/** What acting as `from` gives at once, itself included, without what was found before: that was walked then. */
function inheritedFrom(from: ReachableRole, found: Found, graph: Graph, edges: Edges): ReachableRole[] {
  const held = [from];
  const seen = new Set([from.oid]);
  const how: ReachHow = from.how === "self" ? "inherit" : from.how;
  const add = (oid: number, via: string[], kind: ReachHow) => {
    const role = graph.roles.get(oid);
    if (!role || seen.has(oid) || found.has(oid)) return;
    seen.add(oid);
    held.push(entry(role, kind, [...via, role.name], from.inherited, false));
  };
  for (const current of held) {
    const via = current.how === "self" ? [] : current.via;
    for (const edge of edges.get(current.oid) ?? []) if (edge.inherit) add(edge.role, via, how);
    if (current.oid === graph.databaseOwner) add(PG_DATABASE_OWNER, via, how === "inherit" ? "database-owner" : how);
  }
  return held;
}

function setSteps(from: ReachableRole, graph: Graph, edges: Edges): ReachableRole[] {
  const via = from.how === "self" ? [] : from.via;
  return (edges.get(from.oid) ?? []).filter((edge) => edge.set).flatMap((edge) => step(edge, via, "set", graph));
}

function adminSteps(held: ReachableRole, from: ReachableRole, graph: Graph, edges: Edges): ReachableRole[] {
  const via = held.how === "self" ? [] : held.oid === from.oid ? from.via : held.via;
  return (edges.get(held.oid) ?? []).filter((edge) => edge.admin).flatMap((edge) => step(edge, via, "admin", graph));
}

function step(edge: AccessMembership, via: string[], how: ReachHow, graph: Graph): ReachableRole[] {
  const role = graph.roles.get(edge.role);
  if (!role) return [];
  return [{ ...entry(role, how, [...via, role.name], false, true), admin: edge.admin }];
}

type Edges = Map<number, AccessMembership[]>;
type Found = ReadonlyMap<number, ReachableRole>;

function entry(role: AccessRole, how: ReachHow, via: string[], inherited: boolean, canAct: boolean): ReachableRole {
  return { oid: role.oid, name: role.name, how, via, inherited, canAct, admin: false };
}

/** Memberships by member, for `inheritedSet`. */
export function byMember(memberships: readonly AccessMembership[]): Map<number, AccessMembership[]> {
  return Map.groupBy(memberships, (membership) => membership.member);
}

/** The roles whose privileges `member` has without a step, itself included: for saying who loses what PUBLIC loses. */
export function inheritedSet(member: number, edges: ReadonlyMap<number, AccessMembership[]>): Set<number> {
  const held = new Set([member]);
  for (const oid of held) for (const edge of edges.get(oid) ?? []) if (edge.inherit) held.add(edge.role);
  return held;
}
