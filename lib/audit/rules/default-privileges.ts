import type { DefaultGrant } from "../../inspect/access/readability.ts";
import { ident, join, type Sql, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { holderOf, roleName } from "../holder.ts";
import type { AuditContext, Rule } from "../rule.ts";

/** pg_default_acl.defaclobjtype. */
const OBJECTS: Readonly<Record<string, { words: string; clause: Sql }>> = {
  r: { words: "tables", clause: sql`TABLES` },
  S: { words: "sequences", clause: sql`SEQUENCES` },
  f: { words: "functions", clause: sql`FUNCTIONS` },
  T: { words: "types", clause: sql`TYPES` },
  n: { words: "schemas", clause: sql`SCHEMAS` },
  L: { words: "large objects", clause: sql`LARGE OBJECTS` },
};

export const defaultPrivileges: Rule = {
  code: "default-privileges",
  classes: ["notice"],
  about: "database",
  meaning: "Default privileges will hand the role a writing privilege on objects that somebody makes later.",
  exploited: "Not today. With the creator's next CREATE TABLE, CREATE SCHEMA or large object it is a way to write.",
  closed: "ALTER DEFAULT PRIVILEGES FOR ROLE creator … REVOKE, by the creator or a member of it.",
  find: ({ access }) =>
    access.defaultGrants.map((grant) => {
      const creator = roleName(access, grant.creator);
      const what = OBJECTS[grant.objectType]?.words ?? "objects";
      const holder = holderOf(access, grant.grantee);
      const where = grant.schema === null ? "" : ` in ${grant.schema}`;
      return finding({
        code: defaultPrivileges.code,
        class: "notice",
        object: objectRef("default-privileges", creator, { schema: grant.schema }),
        privilege: grant.privileges.join(", "),
        via: holder.via,
        title: `${holder.who} will be able to change ${what} that ${creator} makes later${where}.`,
        detail: `Default privileges (pg_default_acl) of ${creator}${where} give ${grant.privileges.join(", ")} on ${what} to ${holder.chain}. Nothing that exists is touched.`,
        fixableBy: "owner",
        remedy: remedyOf(grant, access),
      });
    }),
};

function remedyOf(grant: DefaultGrant, access: AuditContext["access"]): string {
  const place = grant.schema === null ? sql`` : sql` IN SCHEMA ${ident(grant.schema)}`;
  const what = OBJECTS[grant.objectType]?.clause ?? sql`TABLES`;
  const words = join(grant.privileges.map((word) => PRIVILEGES[word] ?? sql`ALL`));
  const whom = grant.grantee === 0 ? sql`PUBLIC` : ident(roleName(access, grant.grantee));
  const creator = ident(roleName(access, grant.creator));
  return `${sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${creator}${place} REVOKE ${words} ON ${what} FROM ${whom}`};`;
}

const PRIVILEGES: Readonly<Record<string, Sql>> = {
  SELECT: sql`SELECT`,
  INSERT: sql`INSERT`,
  UPDATE: sql`UPDATE`,
  DELETE: sql`DELETE`,
  TRUNCATE: sql`TRUNCATE`,
  REFERENCES: sql`REFERENCES`,
  TRIGGER: sql`TRIGGER`,
  MAINTAIN: sql`MAINTAIN`,
  USAGE: sql`USAGE`,
  CREATE: sql`CREATE`,
  EXECUTE: sql`EXECUTE`,
};
