import type { AccessGrant, RelationGrant } from "../../inspect/access/facts.ts";
import { ident, join, type Sql, sql } from "../../postgres/sql.ts";
import { type ObjectRef, objectRef } from "../../statements/statement.ts";
import { inNameOf } from "../closing.ts";
import { finding, named } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf, roleName } from "../holder.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { grantTarget, routineTarget } from "../target.ts";

/** What the whole cluster shares. */
const SHARED = new Set(["tablespace", "parameter"]);

export const grantOption: Rule = {
  code: "grant-option",
  classes: ["write", "notice"],
  about: "database",
  meaning: "The role may hand a privilege on to others.",
  exploited: "GRANT … TO PUBLIC opens the object to everybody; the grant stays after the role is gone from it.",
  closed: "REVOKE GRANT OPTION FOR … CASCADE.",
  find(context) {
    const { relationGrants, columnGrants, grants, server, databases } = context.access;
    // GRANT on a database works from any other, so one that it may not enter is judged from here.
    const closed = new Set(databases.filter((one) => !one.connectable).map((one) => one.oid));
    const others = grants.filter((grant) =>
      grant.type === "database"
        ? grant.oid === server.database.oid || (!context.elsewhere && closed.has(grant.oid))
        : !(context.elsewhere && SHARED.has(grant.type)),
    );
    return [
      ...[...relationGrants, ...columnGrants].flatMap((grant) =>
        judge(grant, relationObject(grant), blocked(grant, context), context),
      ),
      ...others.flatMap((grant) =>
        judge(
          grant,
          objectRef(grant.type, grant.name, { schema: grant.schema, signature: grant.signature }),
          blocked(grant, context),
          context,
        ),
      ),
    ];
  },
};

function relationObject({ kind, name, schema, column }: RelationGrant): ObjectRef {
  return objectRef(RELATION_TYPES[kind] ?? "table", name, { schema, column });
}

/** GRANT names the object, so its schema must be usable. */
function blocked(grant: AccessGrant, { access }: AuditContext): string | null {
  if (grant.schema === null) return null;
  const usable = access.schemas.find((schema) => schema.name === grant.schema)?.usable ?? false;
  return usable ? null : `nobody it can become has USAGE on the schema ${grant.schema}`;
}

function judge(grant: AccessGrant, object: ObjectRef, reason: string | null, { access }: AuditContext): Finding[] {
  if (grant.grantable.length === 0) return [];
  const holder = holderOf(access, grant.grantee);
  const words = grant.grantable.join(", ");
  return [
    finding({
      code: grantOption.code,
      class: reason === null ? "write" : "notice",
      object,
      privilege: words,
      via: holder.via,
      title: `${holder.who} can hand its right to ${named(object)} on to others.`,
      detail: `${words} on ${named(object)} WITH GRANT OPTION (${holder.chain}), granted by ${roleName(access, grant.grantor)}.${reason === null ? "" : ` No effect today: ${reason}.`}`,
      fixableBy: holder.fixableBy,
      remedy: remedyOf(access, grant, object, holder.leave),
    }),
  ];
}

function remedyOf(
  access: AuditContext["access"],
  grant: AccessGrant,
  object: ObjectRef,
  leave: Sql | null,
): string | null {
  if (leave !== null) return `${leave};`;
  const target = grant.argumentTypes
    ? routineTarget({ ...grant, schema: grant.schema ?? "", argumentTypes: grant.argumentTypes })
    : grantTarget({ ...grant, type: object.type });
  if (target === null) return null;
  const column = grant.column === null ? sql`` : sql` (${ident(grant.column)})`;
  const words = join(grant.grantable.map((word) => sql`${WORDS[word] ?? sql`ALL`}${column}`));
  const statement = sql`REVOKE GRANT OPTION FOR ${words} ON ${target} FROM ${ident(roleName(access, grant.grantee))} CASCADE`;
  return inNameOf(access, grant.grantor, grant.owner, `${statement};`);
}

const WORDS: Readonly<Record<string, Sql>> = {
  SELECT: sql`SELECT`,
  INSERT: sql`INSERT`,
  UPDATE: sql`UPDATE`,
  DELETE: sql`DELETE`,
  TRUNCATE: sql`TRUNCATE`,
  REFERENCES: sql`REFERENCES`,
  TRIGGER: sql`TRIGGER`,
  MAINTAIN: sql`MAINTAIN`,
  USAGE: sql`USAGE`,
  EXECUTE: sql`EXECUTE`,
  CREATE: sql`CREATE`,
  CONNECT: sql`CONNECT`,
  TEMPORARY: sql`TEMPORARY`,
  SET: sql`SET`,
  "ALTER SYSTEM": sql`ALTER SYSTEM`,
};
