import type { Finding, Reach, Verdict } from "../audit/finding.ts";
import { grantSelect } from "../statements/grant.ts";
import { guardChanges } from "./drift-login.ts";
import type { LoginFacts, Verification } from "./verification.ts";

/** One thing that changed between two checks of the same login. */
export type DriftChange = Pick<
  Finding,
  "code" | "object" | "privilege" | "via" | "title" | "detail" | "fixableBy" | "remedy"
> & {
  /** As a finding's; `guard`: a limit, the password's end, a group or a database. */
  class: Finding["class"] | "guard";
};

/** What changed since the check before. JSON as it is, no secret. */
export type Drift = {
  since: string;
  checkedAt: string;
  verdict: { before: Verdict; now: Verdict };
  reach: { before: Reach; now: Reach };
  /** New since then, the gravest first, each with its repair. */
  changes: DriftChange[];
  /** Was open then and is not any more. */
  closed: DriftChange[];
};

/**
 * Codes that depend on who else was at work at that moment: they come and go by themselves. Where one of them leaves the
 * verdict open, the verdict says so; a database that is new is told as such.
 */
const PASSING: readonly string[] = [
  "not-tried",
  "not-looked-at",
  "login-not-tested",
  "other-database-closed",
  "other-database-unknown",
];
const GRAVITY: readonly DriftChange["class"][] = [
  "write",
  "exposure",
  "guard",
  "read-gap",
  "future-gap",
  "side-effect",
  "notice",
];

/** Both documents speak about the same login at the same place. */
export function isSameLogin(before: Verification, now: Verification): boolean {
  const [a, b] = [before.server, now.server];
  return a.host === b.host && a.port === b.port && a.database === b.database && a.role === b.role;
}

/**
 * What changed from one check of a login to the next. Pure: two saved documents in, no database. A check against a
 * request and one against the role's own grants are compared where they can be: what was left out then is no gap now.
 */
export function compare(before: Verification, now: Verification): Drift {
  const found = newFindings(before, now);
  const changes = [...found, ...guardChanges(before, now).filter((one) => !isSaidBy(found, one))];
  const order = (one: DriftChange) => GRAVITY.indexOf(one.class);
  return {
    since: before.checkedAt,
    checkedAt: now.checkedAt,
    verdict: { before: before.verdict, now: now.verdict },
    reach: { before: before.reach, now: now.reach },
    changes: changes.toSorted((a, b) => order(a) - order(b)),
    closed: newFindings(now, before).filter((one) => one.class !== "notice" && one.class !== "side-effect"),
  };
}

/**
 * ALTER TABLE … OWNER TO folds the new owner's own grant into what owners have (acl.c, aclnewowner): once it is given back
 * the role could not even read it any more.
 */
function withReadingBack(one: DriftChange, role: string, before?: LoginFacts): DriftChange {
  const { object, remedy } = one;
  if (one.code !== "ownership" || remedy === null || !object?.schema || !RELATIONS.includes(object.type)) return one;
  const { schema, name } = object;
  const wasRead = before?.schemas.includes(schema) && !before.notRead.some(([s, n]) => s === schema && n === name);
  return wasRead ? { ...one, remedy: `${remedy}\n${grantSelect(role, [{ schema, name }]).sql};` } : one;
}

const RELATIONS: readonly string[] = ["table", "partitioned-table", "view", "materialized-view", "foreign-table"];

/** A group that opens something is told by what it opens. */
function isSaidBy(found: readonly DriftChange[], { code, object }: DriftChange): boolean {
  if (code !== "membership-added" || object === null) return false;
  return found.some((one) => one.via.includes(object.name) || one.object?.name === object.name);
}

type Told = Verification["findings"][number];

/** Findings of `now` that `before` does not have. */
function newFindings(before: Verification, now: Verification): DriftChange[] {
  const known = new Map(before.findings.map((one) => [keyOf(one), one.count ?? 1]));
  const notRead = new Set((before.login?.notRead ?? []).map(([schema, name]) => JSON.stringify([schema, name])));
  return now.findings
    .filter((one) => !PASSING.includes(one.code))
    .filter((one) => (known.get(keyOf(one)) ?? 0) < (one.count ?? 1))
    .filter((one) => !wasNotAsked(one, notRead, before.login, now.login))
    .map((one) => withReadingBack(changeOf(one), now.server.role, before.login));
}

/** More than 200 alike are one finding that counts them: its first object says nothing. */
function keyOf({ code, class: kind, object, privilege, via, count }: Told): string {
  const place = count === undefined && object !== null ? { ...object, type: null } : null;
  return JSON.stringify([code, kind, place, privilege, via]);
}

/** A gap that was there before, when it did not count as one: it was left out on purpose. */
function wasNotAsked(one: Told, notRead: ReadonlySet<string>, before?: LoginFacts, now?: LoginFacts): boolean {
  if (before === undefined || now === undefined || before.meant === now.meant) return false;
  if (one.class === "future-gap") return true;
  if (one.class !== "read-gap") return false;
  if (one.count === undefined) return notRead.has(JSON.stringify([one.object?.schema, one.object?.name]));
  return one.count <= notRead.size;
}

function changeOf({ code, class: kind, object, privilege, via, title, detail, fixableBy, remedy }: Told): DriftChange {
  return { code, class: kind, object, privilege, via, title, detail, fixableBy, remedy };
}
