import { ident, type Sql, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf } from "../holder.ts";
import { ATTRIBUTES } from "../read-only.ts";
import type { AuditContext, Rule } from "../rule.ts";

const TAKE: Record<(typeof ATTRIBUTES)[number][1], Sql> = {
  SUPERUSER: sql`NOSUPERUSER`,
  CREATEROLE: sql`NOCREATEROLE`,
  CREATEDB: sql`NOCREATEDB`,
  REPLICATION: sql`NOREPLICATION`,
  BYPASSRLS: sql`NOBYPASSRLS`,
};

export const roleAttribute: Rule = {
  code: "role-attribute",
  classes: ["write", "exposure"],
  about: "cluster",
  meaning: "The role, or a role it can become, has an attribute that stands above privileges.",
  exploited:
    "SUPERUSER skips every check; CREATEROLE makes logins (until 15 it may also join any role that is not a superuser); CREATEDB makes databases; REPLICATION copies the server and holds its WAL; BYPASSRLS sees all rows. Attributes of a group count after SET ROLE.",
  closed: "ALTER ROLE … NOSUPERUSER (and so on), or taking the role out of the group.",
  find: ({ access }) => access.reach.filter((role) => role.canAct).flatMap((role) => attributesOf(access, role.oid)),
};

function attributesOf(access: AuditContext["access"], oid: number): Finding[] {
  const role = access.roles.get(oid);
  if (!role) return [];
  const holder = holderOf(access, oid);
  const held = ATTRIBUTES.filter(([key]) => role[key]);
  const shown = role.superuser ? held.slice(0, 1) : held;
  return shown.map(([, word, kind, does, why]) =>
    finding({
      code: roleAttribute.code,
      class: kind,
      object: objectRef("role", role.name),
      privilege: word,
      via: holder.via,
      title: `${holder.who} can ${does}.`,
      detail: `${role.name} has the attribute ${word}: ${why}.${older(access, word)} Reached as ${holder.chain}.`,
      fixableBy: "role-change",
      remedy: `${holder.leave ?? sql`ALTER ROLE ${ident(role.name)} ${TAKE[word]}`};`,
    }),
  );
}

function older({ server, roles }: AuditContext["access"], word: string): string {
  if (word !== "CREATEROLE" || server.versionNum >= 160000) return "";
  const others = [...roles.values()].filter((role) => !role.superuser).length - 1;
  return ` Before PostgreSQL 16 it may also grant itself any of the ${others} other roles that are not superusers, pg_execute_server_program among them.`;
}
