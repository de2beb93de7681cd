import { PEOPLE, PERSONAL, SECRET, SECRET_RELATIONS, SIGN_IN_DATA } from "./sensitivity-words.ts";
import type { ColumnFacts, Sensitivity } from "./snapshot.ts";
import { askedOnce, hasAnyPhrase, list, words } from "./words.ts";

/**
 * What a column's name and type say about it. `secret` (it opens a door: password hashes, tokens, keys) is left out
 * by default; `personal` is only flagged. A guess from names: never evidence of what stands in the rows.
 */
export function sensitivityOfColumn(relation: string, column: string, type: string): Sensitivity | null {
  const name = words(column);
  return secretOf(holdsPeople(relation), name, type) ?? personalOf(name, type);
}

/**
 * Why a whole relation is left out by default (api_keys, password_resets, a web framework's session store), or null.
 * Names that are also ordinary ones (sessions, tokens) need a column that bears the suspicion out.
 */
export function sensitivityOfRelation(
  relation: string,
  columns: readonly Pick<ColumnFacts, "name" | "sensitivity">[],
): Sensitivity | null {
  const rule = secretRule(relation);
  if (!rule) return null;
  if (!rule.sure && !columns.some(bearsOut)) return null;
  return { level: "secret", why: rule.why };
}

function bearsOut(column: Pick<ColumnFacts, "name" | "sensitivity">): boolean {
  return column.sensitivity?.level === "secret" || SIGN_IN_DATA.includes(words(column.name).join(" "));
}

/** The relation is about people or logins: there, a column `hash` or `pin` is a password. */
export function holdsPeople(relation: string): boolean {
  return aboutPeople(relation);
}

const secretRule = askedOnce((name) => SECRET_RELATIONS.find((one) => endsWithAny(name, one.names)));
const aboutPeople = askedOnce((name) => hasAnyPhrase(name, PEOPLE));

/** The last words decide what a table holds: `user_sessions` holds sessions, `session_events` holds events. */
function endsWithAny(name: readonly string[], phrases: readonly string[]): boolean {
  const whole = ` ${name.join(" ")}`;
  return phrases.some((phrase) => whole.endsWith(` ${phrase}`));
}

function secretOf(people: boolean, name: readonly string[], type: string): Sensitivity | null {
  if (!canHoldSecret(type) || isAboutIt(name)) return null;
  const rule = SECRET.find(
    (one) =>
      hasAnyPhrase(name, one.phrases) ||
      (one.alone?.includes(name.join(" ")) ?? false) ||
      (people && (one.ofPeople?.includes(name.join(" ")) ?? false)),
  );
  return rule && !hasAnyPhrase(name, rule.unless ?? []) ? { level: "secret", why: rule.why } : null;
}

function personalOf(name: readonly string[], type: string): Sensitivity | null {
  if (/^(boolean|interval)/.test(type)) return null;
  // `last name` ends with the phrase itself; `email name` is about it.
  const holds = (phrases: readonly string[]) =>
    endsWithAny(name, phrases) || (hasAnyPhrase(name, phrases) && !isAboutIt(name));
  const rule = PERSONAL.find((one) => holds(one.phrases) && !hasAnyPhrase(name, one.unless ?? []));
  return rule ? { level: "personal", why: rule.why } : null;
}

/** A secret is text, bytes, a document, a uuid or a type of the customer's own; never a number, a date or a yes/no. */
function canHoldSecret(type: string): boolean {
  return !/^(boolean|smallint|integer|bigint|numeric|real|double|money|date|time|interval|tsvector|point|int\d|inet|cidr|"char")/.test(
    type,
  );
}

const ABOUT_FIRST = list(`
      is, has, had, was, can, should, must, needs, requires, require, no, num, max, min, total, count, enable,
      allow, show, hide, use, uses, force`);
const ABOUT_LAST = list(`
      id, ids, at, on, by, date, time, timestamp, count, type, kind, name, label, status, state, length, len,
      size, version, policy, strength, score, required, enabled, disabled, verified, confirmed, changed, used,
      expires, expiry, expired, expiration, ttl, limit, attempts, retries, uri, url, endpoint, algorithm, algo,
      method, provider, prefix, scope, scopes, field, column, path, arn, opt, optin, consent, preference,
      preferences, template, subject, format, valid, domain`);

/** `is_secret`, `token_count`, `password_changed_at`, `email_verified` speak about the thing and do not hold it. */
function isAboutIt(name: readonly string[]): boolean {
  if (name.length < 2) return false;
  return ABOUT_FIRST.includes(name[0] ?? "") || ABOUT_LAST.includes(name.at(-1) ?? "");
}
