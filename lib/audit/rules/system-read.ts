import { PUBLIC_OID, type SystemRead } from "../../inspect/access/facts.ts";
import { objectRef } from "../../statements/statement.ts";
import { cure, revokeSelect } from "../closing.ts";
import { finding, named } from "../compose.ts";
import type { Finding } from "../finding.ts";
import { holderOf, roleName } from "../holder.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { AuditContext, Rule } from "../rule.ts";
import { grantTarget } from "../target.ts";

const HASHES: Readonly<Record<string, string>> = { pg_authid: "rolpassword", pg_shadow: "passwd" };

const OPENED: Readonly<Record<string, string>> = {
  pg_authid: "the password hashes of all logins",
  pg_shadow: "the password hashes of all logins",
  pg_user_mapping: "passwords for other servers",
  pg_subscription: "passwords for other servers",
  pg_statistic: "samples of every column",
  pg_statistic_ext_data: "samples of every column",
  pg_largeobject: "every large object",
  pg_hba_file_rules: "who may connect how",
  pg_file_settings: "the server's configuration files",
};

export const systemRead: Rule = {
  code: "system-read",
  classes: ["exposure", "write"],
  about: "database",
  meaning: "The role may read a system table that Postgres keeps from ordinary logins.",
  exploited:
    "pg_authid holds password hashes: an MD5 hash is as good as the password, a SCRAM verifier can be attacked offline; pg_user_mapping and pg_subscription hold passwords in clear.",
  closed: "REVOKE SELECT, as initdb left it.",
  find: ({ access, superuser }) => [
    ...[...Map.groupBy(access.systemReads, (read) => `${read.oid} ${read.grantee}`).values()].map((group) =>
      judge(group, access),
    ),
    ...(superuser ? [] : access.hashViews.map((view) => throughView(view, access))),
  ],
};

/** Logins with an MD5 hash that can write; where nobody could look, the server's setting says what to expect. */
function oldHashes(access: AuditContext["access"]): string[] {
  const unseen = access.server.passwordEncryption === "md5" ? ["logins whose names we could not see"] : [];
  return access.hashes?.md5 ?? unseen;
}

function throughView(view: AuditContext["access"]["hashViews"][number], access: AuditContext["access"]): Finding {
  const md5 = oldHashes(access);
  const holder = holderOf(access, view.grantees[0] ?? access.role?.oid ?? PUBLIC_OID);
  const object = objectRef(RELATION_TYPES[view.kind] ?? "view", view.name, { schema: view.schema });
  return finding({
    code: systemRead.code,
    class: md5.length > 0 ? "write" : "exposure",
    object,
    privilege: "SELECT",
    via: holder.via,
    title:
      md5.length > 0
        ? `${holder.who} can read password hashes in ${named(object)} that let it sign in as ${md5.slice(0, 3).join(", ")}.`
        : `${holder.who} can read the password hashes of all logins in ${named(object)}.`,
    detail: `${named(object)} reads pg_authid.rolpassword as its owner, ${roleName(access, view.owner)}.${access.hashes === null ? " Whether MD5 hashes are among them cannot be seen from here." : ""}`,
    fixableBy: "owner",
    remedy: revokeSelect(access, view),
  });
}

function judge(group: readonly SystemRead[], access: AuditContext["access"]): Finding {
  const [first] = group as [SystemRead];
  const columns = group.flatMap((read) => (read.column === null ? [] : [read.column]));
  const whole = columns.length < group.length;
  const hash = HASHES[first.name];
  const hashes = hash !== undefined && (whole || columns.includes(hash));
  const md5 = hashes ? oldHashes(access) : [];
  const object = objectRef("table", first.name, { schema: first.schema });
  const holder = holderOf(access, first.grantee);
  const target = grantTarget({ ...first, type: "table" });
  return finding({
    code: systemRead.code,
    class: md5.length > 0 ? "write" : "exposure",
    object,
    privilege: "SELECT",
    title:
      md5.length > 0
        ? `${holder.who} can read password hashes that let it sign in as ${md5.slice(0, 3).join(", ")}.`
        : `${holder.who} can read ${OPENED[first.name] ?? `the system table ${first.name}`}.`,
    detail: `SELECT${whole ? "" : ` (${columns.join(", ")})`} on ${named(object)} (${holder.chain}); initdb keeps it back (pg_init_privs).${
      md5.length > 0
        ? ` MD5 hashes of logins that can write: ${md5.join(", ")}. The MD5 method needs the hash only, not the password.`
        : ""
    }`,
    ...cure(access, {
      target: target as NonNullable<typeof target>,
      object,
      privileges: ["SELECT"],
      ...(whole ? {} : { columns }),
      grantee: first.grantee,
      grantors: [...new Set(group.map((read) => read.grantor))],
      owner: first.owner,
      holders: [],
    }),
  });
}
