import type { OwnedObject } from "../../inspect/access/facts.ts";
import { ident, type Sql, sql } from "../../postgres/sql.ts";
import { type ObjectRef, type ObjectType, objectRef } from "../../statements/statement.ts";
import { finding, named } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf, roleName } from "../holder.ts";
import type { AuditContext, Rule } from "../rule.ts";

/** src/include/catalog/pg_authid.dat */
const BOOTSTRAP_SUPERUSER = 10;

/** Rows of pg_shdepend that own nothing worth the name: default privileges of its own, its own user mapping. */
const HARMLESS = new Set(["default acl", "user mapping"]);

/** What the whole cluster shares. */
const SHARED = new Set(["database", "tablespace", "subscription"]);

export const ownership: Rule = {
  code: "ownership",
  classes: ["write"],
  about: "database",
  meaning: "The role, or a role it can become, owns an object.",
  exploited:
    "The owner may drop, alter and grant it, whatever its privileges say; DROP OWNED needs no name and no USAGE. ALTER FUNCTION … SET search_path changes what a trigger of others does.",
  closed: "ALTER … OWNER TO another role, or REASSIGN OWNED.",
  find(context) {
    const { owned } = context.access;
    const own = owned.filter(
      (object) =>
        !HARMLESS.has(object.kind) &&
        !(context.elsewhere && SHARED.has(object.kind)) &&
        !object.schema?.startsWith("pg_temp"),
    );
    return own.map((object) => judge(object, context));
  },
};

function judge(owned: OwnedObject, { access }: AuditContext): Finding {
  const object = refOf(owned);
  const holder = holderOf(access, owned.owner);
  const from = roleName(access, owned.owner);
  return finding({
    code: ownership.code,
    class: "write",
    object,
    privilege: "OWNER",
    via: holder.via,
    title: `${holder.who} can change, drop and give away the ${owned.kind} ${named(object)}, because it is the owner.`,
    detail: `${from} owns the ${owned.kind} ${owned.identity} (${holder.chain}).`,
    fixableBy: holder.leave === null ? "owner" : "role-change",
    remedy: `${holder.leave ?? newOwner(owned.owner, access)};`,
  });
}

/** pg_database_owner owns whatever it owns for the database's owner, so that is who has to change. */
function newOwner(owner: number, access: AuditContext["access"]): Sql {
  const { database } = access.server;
  const reached = access.reach.find((role) => role.oid === owner);
  const taken = access.reach.some((role) => role.oid === database.owner);
  const to = ident(roleName(access, taken ? BOOTSTRAP_SUPERUSER : database.owner));
  if (reached?.how === "database-owner") return sql`ALTER DATABASE ${ident(database.name)} OWNER TO ${to}`;
  return sql`REASSIGN OWNED BY ${ident(roleName(access, owner))} TO ${to}`;
}

function refOf({ kind, schema, name, signature, identity }: OwnedObject): ObjectRef {
  const type = KINDS[kind] ?? "other";
  return objectRef(type, type === "other" ? identity : name, { schema, signature });
}

/** pg_identify_object's words (src/backend/catalog/objectaddress.c, getObjectTypeDescription) to ours. */
const KINDS: Readonly<Record<string, ObjectType>> = {
  table: "table",
  "partitioned table": "partitioned-table",
  view: "view",
  "materialized view": "materialized-view",
  "foreign table": "foreign-table",
  sequence: "sequence",
  schema: "schema",
  database: "database",
  function: "routine",
  procedure: "routine",
  aggregate: "routine",
  "window function": "routine",
  type: "type",
  domain: "domain",
  tablespace: "tablespace",
  language: "language",
  server: "foreign-server",
  "foreign-data wrapper": "foreign-data-wrapper",
  "large object": "large-object",
  publication: "publication",
  subscription: "subscription",
  "statistics object": "statistics",
  "event trigger": "event-trigger",
  extension: "extension",
  operator: "operator",
  "operator class": "operator-class",
  "operator family": "operator-class",
  collation: "collation",
  conversion: "conversion",
  "text search configuration": "text-search",
  "text search dictionary": "text-search",
};
