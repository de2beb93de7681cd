import type { AclItem, Snapshot } from "../inspect/snapshot.ts";
import type { Change } from "../statements/change.ts";
import { actAs, actAsSelf, borrowMembership, returnMembership } from "../statements/membership.ts";
import type { Statement } from "../statements/statement.ts";

/**
 * How the admin gets to act with a role's rights. `direct`: it has them. `act`: SET LOCAL ROLE. `borrow`: 16+, it holds
 * ADMIN on the role and lends itself INHERIT for the length of the transaction. `byOption`: on columns, by grant options
 * alone; DROP OWNED does not take that back, it ends with 42501.
 */
export type Way =
  | { kind: "direct"; byOption?: true }
  | { kind: "act"; role: string }
  | { kind: "borrow"; role: string; existing: boolean };
export const DIRECT: Way = { kind: "direct" };
export const BY_OPTION: Way = { kind: "direct", byOption: true };

/** A change and the way by which it is allowed. */
export type WayChange = { way: Way; change: Change };

/** The way to act as `role`, or null. `pg_database_owner` stands for the owner of this database. */
export function wayTo(snapshot: Snapshot, role: string): Way | null {
  return once(snapshot, `way ${role}`, () => findWay(snapshot, role));
}

function findWay(snapshot: Snapshot, role: string): Way | null {
  const { admin, database } = snapshot;
  if (admin.superuser || admin.actsAs.includes(role)) return DIRECT;
  if (role === "pg_database_owner") return wayTo(snapshot, database.owner);
  if (admin.canSetRole.includes(role)) return { kind: "act", role };
  return borrowable(snapshot, role);
}

/**
 * Only what somebody gave the admin by name: an ADMIN option of its own on an ordinary role. On 15 and older any
 * CREATEROLE admin could take any membership; that nobody gave it that is reason enough to leave it.
 */
function borrowable(snapshot: Snapshot, role: string): Way | null {
  const { admin, memberships, roles, server } = snapshot;
  if (server.versionNum < 160000) return null;
  if (roles.find((r) => r.name === role)?.superuser !== false) return null;
  if (inheritedBy(snapshot, role).has(admin.name)) return null;
  const mine = memberships.filter((m) => m.role === role && m.member === admin.name);
  if (!mine.some((m) => m.admin)) return null;
  return { kind: "borrow", role, existing: mine.some((m) => m.grantor === admin.name) };
}

/** Every role whose rights `role` has without SET ROLE, itself included (16+: per membership; before: rolinherit). */
export function inheritedBy(snapshot: Snapshot, role: string): Set<string> {
  return once(snapshot, `inherited ${role}`, () => closure(snapshot, role));
}

function closure(snapshot: Snapshot, role: string): Set<string> {
  const reached = new Set([role]);
  const inherits = new Map(snapshot.roles.map((r) => [r.name, r.inherit]));
  for (const member of reached) {
    for (const m of snapshot.memberships) {
      if (m.member === member && (m.inherit ?? inherits.get(member) ?? true)) reached.add(m.role);
    }
    if (member === snapshot.database.owner) reached.add("pg_database_owner");
  }
  return reached;
}

/** The roles whose privileges hold while a way is taken. */
export function rightsOn(snapshot: Snapshot, way: Way): Set<string> {
  if (way.kind === "act") return inheritedBy(snapshot, way.role);
  const own = new Set(snapshot.admin.actsAs);
  if (way.kind === "borrow") for (const role of inheritedBy(snapshot, way.role)) own.add(role);
  return own;
}

/** Whether names in the schema can be looked up while a way is taken: GRANT needs USAGE for that too. */
export function canOpen(snapshot: Snapshot, way: Way, schema: string): boolean {
  const question = way.kind === "direct" ? "open" : `open ${way.kind} ${way.role}`;
  return once(snapshot, question, () => openSchemas(snapshot, way)).has(schema);
}

function openSchemas(snapshot: Snapshot, way: Way): Set<string> {
  const rights = rightsOn(snapshot, way);
  const all =
    way.kind === "direct"
      ? snapshot.admin.superuser
      : way.kind === "act" && snapshot.roles.some((r) => r.superuser && rights.has(r.name));
  const reaches = (a: AclItem) => a.privilege === "USAGE" && (a.grantee === null || rights.has(a.grantee));
  return new Set(snapshot.schemas.filter(({ acl }) => all || acl.some(reaches)).map((schema) => schema.name));
}

const answers = new WeakMap<Snapshot, Map<string, unknown>>();

/** These questions are asked for every relation: a snapshot does not change, so each is answered once. */
function once<T>(snapshot: Snapshot, question: string, answer: () => T): T {
  const known = answers.get(snapshot) ?? new Map<string, unknown>();
  answers.set(snapshot, known);
  if (!known.has(question)) known.set(question, answer());
  return known.get(question) as T;
}

/** Puts the changes of each way between its opening and its closing statement; direct ones come first. */
export function inBrackets(snapshot: Snapshot, changes: readonly WayChange[]): Change[] {
  const groups = Map.groupBy(changes, ({ way }) => (way.kind === "direct" ? "" : `${way.kind} ${way.role}`));
  const keys = [...groups.keys()].sort((a, b) => Number(a !== "") - Number(b !== ""));
  return keys.flatMap((key) => {
    const group = groups.get(key) ?? [];
    return bracket(
      snapshot,
      group[0]?.way ?? DIRECT,
      group.map((g) => g.change),
    );
  });
}

function bracket(snapshot: Snapshot, way: Way, changes: Change[]): Change[] {
  if (way.kind === "direct") return changes;
  const [open, close] = bracketOf(snapshot, way);
  const undoable = changes.some((c) => c.undo.length > 0);
  // The undo runs backwards: what closes here opens there.
  return [
    { statement: open, undo: undoable ? [close] : [] },
    ...changes,
    { statement: close, undo: undoable ? [open] : [] },
  ];
}

function bracketOf(snapshot: Snapshot, way: Exclude<Way, { kind: "direct" }>): [Statement, Statement] {
  const { name } = snapshot.admin;
  if (way.kind === "act") return [actAs(way.role), actAsSelf(name)];
  return [borrowMembership(way.role, name, way.existing), returnMembership(way.role, name, way.existing)];
}
