import { ident, type Sql, sql } from "../postgres/sql.ts";
import { GUARDS, type GuardName, resetGuard, setGuard } from "../statements/guard.ts";
import { expirePassword, limitConnections } from "../statements/role.ts";
import { type ObjectRef, objectRef } from "../statements/statement.ts";
import type { DriftChange } from "./drift.ts";
import type { LoginFacts, Verification } from "./verification.ts";

/** What changed of the login itself: its limits, the end of its password, its groups, the databases it may enter. */
export function guardChanges(before: Verification, now: Verification): DriftChange[] {
  const [then, today] = [before.login, now.login];
  if (then === undefined || today === undefined) return [];
  const { role } = now.server;
  return [
    ...replaced(role, then, today),
    ...limits(role, then, today),
    ...settings(role, then, today),
    ...ends(role, then, today),
    ...groups(role, then, today),
    ...databases(role, then, today),
  ];
}

type Told = Pick<DriftChange, "code" | "title" | "detail"> & { object: ObjectRef; remedy: Sql | null };

function change({ remedy, ...told }: Told, rest: Partial<DriftChange> = {}): DriftChange {
  return {
    class: "guard",
    privilege: null,
    via: [],
    fixableBy: "role-change",
    remedy: remedy === null ? null : `${remedy};`,
    ...told,
    ...rest,
  };
}

function replaced(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  if (then.oid === today.oid) return [];
  return [
    change({
      code: "role-replaced",
      object: objectRef("role", role),
      title: `The login ${role} is not the one that was checked before: somebody removed it and made it anew.`,
      detail: `OID ${then.oid} then, ${today.oid} now.`,
      remedy: null,
    }),
  ];
}

function limits(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  if (then.connectionLimit === today.connectionLimit) return [];
  const words = (limit: number) => (limit === -1 ? "no limit" : `${limit}`);
  return [
    change({
      code: "limit-changed",
      object: objectRef("role", role),
      title: `How many visits it may open at a time was changed: ${words(then.connectionLimit)} before, ${words(today.connectionLimit)} now.`,
      detail: `rolconnlimit ${then.connectionLimit} then, ${today.connectionLimit} now.`,
      remedy: limitConnections(role, then.connectionLimit).sql,
    }),
  ];
}

function settings(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  return GUARDS.filter((name) => then.settings[name] !== today.settings[name]).map((name: GuardName) => {
    const value = then.settings[name];
    const shown = (text: string | undefined) => text ?? "not set";
    return change({
      code: "guard-changed",
      object: objectRef("setting", name),
      title: `A guard of this login was changed: ${name} was ${shown(value)}, and is ${shown(today.settings[name])} now.`,
      detail: `pg_db_role_setting for ${role}. A guard slows a careless client down; it decides nothing about writing.`,
      remedy: value === undefined ? resetGuard(role, name).sql : setGuard(role, name, value).sql,
    });
  });
}

function ends(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  if (then.validUntil === today.validUntil) return [];
  const words = (until: string | null) => until ?? "never";
  return [
    change({
      code: "password-end-changed",
      object: objectRef("role", role),
      title: `The day its password runs out was changed: ${words(then.validUntil)} before, ${words(today.validUntil)} now.`,
      detail: `rolvaliduntil ${words(then.validUntil)} then, ${words(today.validUntil)} now.`,
      remedy: expirePassword(role, then.validUntil).sql,
    }),
  ];
}

function groups(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  return today.memberOf
    .filter((group) => !then.memberOf.includes(group))
    .map((group) =>
      change({
        code: "membership-added",
        object: objectRef("role", group),
        title: `It was made a member of ${group}, so whatever ${group} may do counts as its own.`,
        detail: `New row in pg_auth_members: ${role} is a member of ${group}.`,
        remedy: sql`REVOKE ${ident(group)} FROM ${ident(role)}`,
      }),
    );
}

function databases(role: string, then: LoginFacts, today: LoginFacts): DriftChange[] {
  return today.databases
    .filter((name) => !then.databases.includes(name))
    .map((name) =>
      change(
        {
          code: "database-open",
          object: objectRef("database", name, { database: name }),
          title: `There is one more database on this server that it may open: ${name}.`,
          detail: `${role} holds CONNECT on ${name}, by a grant of its own, of a group or of PUBLIC, which every new database has. Others that came in through PUBLIC need a grant of their own then.`,
          remedy: sql`REVOKE CONNECT ON DATABASE ${ident(name)} FROM PUBLIC; REVOKE CONNECT ON DATABASE ${ident(name)} FROM ${ident(role)}`,
        },
        { privilege: "CONNECT", fixableBy: "public-decision" },
      ),
    );
}
