import { AppError } from "../errors.ts";
import {
  inspectHoldings,
  inspectRoleDatabases,
  type RoleDatabase,
  type RoleHoldings,
} from "../inspect/role-holdings.ts";
import type { RoleLife } from "../inspect/role-life.ts";
import type { Client, Target } from "../postgres/client.ts";
import { explainError } from "../postgres/explain.ts";
import { ident } from "../postgres/sql.ts";
import type { LeftBehind } from "./removal-plan.ts";
import { asAdmin, type LifeOptions } from "./role-to-change.ts";

/** A database that was looked into. The one that the admin signed in to is `home`, and comes first. */
export type Looked = { database: string; home: boolean; found: RoleHoldings };

export type RemovalLook = { life: RoleLife; looked: Looked[]; shut: LeftBehind[] };

/**
 * Everything that hangs on the role in the cluster, database by database, one session at a time. Throws AppError
 * `refused.role-owns-objects` or `refused.role-in-use` where dropping it would take something from somebody else.
 */
export async function lookForRemoval(
  client: Client,
  life: RoleLife,
  target: Target,
  options: LifeOptions,
): Promise<RemovalLook> {
  const databases = await inspectRoleDatabases(client, life.name);
  const looked: Looked[] = [{ database: target.database, home: true, found: await inspectHoldings(client, life.name) }];
  const shut: LeftBehind[] = [];
  for (const one of databases.filter(({ database }) => database !== target.database)) {
    const found = one.enterable ? await lookInto(one, life, target, options) : notAllowed(life.name, one);
    if ("what" in found) shut.push(found);
    else looked.push(found);
  }
  refuseOwner(life, looked, databases, shut);
  refuseInUse(life, looked);
  return { life, looked, shut };
}

async function lookInto(
  { database, ties }: RoleDatabase,
  { name }: RoleLife,
  target: Target,
  options: LifeOptions,
): Promise<Looked | LeftBehind> {
  try {
    const found = await asAdmin({ ...target, database }, quietly(options), (client) => inspectHoldings(client, name));
    return { database, home: false, found };
  } catch (error) {
    const { message, code } = explainError(error, { host: target.host });
    return notEntered(name, { database, ties }, `${message} (${code})`);
  }
}

/** Warnings about the line are told once, for the first of the sessions. */
export function quietly(options: LifeOptions): LifeOptions {
  return { ...options, onConnected: () => {} };
}

function notAllowed(role: string, one: RoleDatabase): LeftBehind {
  return notEntered(role, one, "this admin may not enter it, or nobody may");
}

/** What was not done in a database, and what somebody who may enter it runs there. */
export function notEntered(role: string, { database, ties }: Pick<RoleDatabase, "database" | "ties">, why: string) {
  const left: LeftBehind = {
    database,
    what: `${ties} entries that name the login: ${why}`,
    who: "a superuser, connected to that database",
    remedy: `DROP OWNED BY ${ident(role)};`,
  };
  return left;
}

function refuseOwner(
  { name }: RoleLife,
  looked: readonly Looked[],
  databases: readonly RoleDatabase[],
  shut: readonly LeftBehind[],
): void {
  const here = looked.flatMap(({ database, home, found }) =>
    found.owns.filter(({ shared }) => home || !shared).map(({ text }) => ({ database, text })),
  );
  const unseen = databases
    .filter(({ database, owned }) => owned > 0 && shut.some((one) => one.database === database))
    .map(({ database, owned }) => ({ database, text: `${owned} objects that we cannot look at` }));
  const all = [...here, ...unseen];
  if (all.length === 0) return;
  const where = [...new Set(all.map(({ database }) => database))];
  const lines = where.map((one) => `in ${one}: REASSIGN OWNED BY ${ident(name)} TO "the_new_owner";`);
  const shown = all.slice(0, 20).map(({ database, text }) => `${text} (${database})`);
  throw new AppError("refused.role-owns-objects", `The login ${name} owns things, and removing it would delete them.`, {
    hint: `Give them to another owner first, then remove it again: ${lines.join(" ")}`,
    detail: `Owned: ${shown.join("; ")}${all.length > shown.length ? ` and ${all.length - shown.length} more` : ""}. Nothing was changed.`,
    sqlstate: "2BP01",
    field: "role",
  });
}

/** Others who would lose something with it: members of it, and those to whom it handed rights on. */
function refuseInUse({ name, members, handsOn }: RoleLife, looked: readonly Looked[]): void {
  const through = members.map((one) => `${one} has its rights through it: REVOKE ${ident(name)} FROM ${ident(one)};`);
  const joins = handsOn.map((one) => `it made others members of ${one}: let an admin of ${one} grant that anew`);
  const handed = looked.flatMap(({ database, found }) =>
    found.holdings
      .filter((one) => !one.mine && one.lost.length > 0)
      .map((one) => {
        const what = [one.schema, one.name, one.column].filter((part) => part !== null).join(".");
        return `${one.grantee ?? "everyone"} has ${one.lost.join(", ")} on ${one.type} ${what} from it alone: let ${one.owner} grant that anew (in ${database})`;
      }),
  );
  const all = [...through, ...joins, ...handed];
  if (all.length === 0) return;
  throw new AppError("refused.role-in-use", `Others would lose something if the login ${name} were removed.`, {
    hint: `Settle that first, or pause it instead: ${all.slice(0, 5).join(" · ")}${all.length > 5 ? ` · and ${all.length - 5} more` : ""}`,
    detail: `${all.slice(0, 50).join("; ")}. Nothing was changed.`,
    sqlstate: "2BP01",
    field: "role",
  });
}
