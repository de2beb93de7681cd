import { ident } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

const WRITERS = ["lo_put", "lowrite", "lo_truncate", "lo_truncate64", "lo_unlink"];

export const loCompatPrivileges: Rule = {
  code: "lo-compat-privileges",
  classes: ["write"],
  about: "database",
  meaning: "The setting lo_compat_privileges is on: no privilege of any large object is checked.",
  exploited: "lo_unlink(oid) and lo_put(oid, …) on every large object of the database.",
  closed: "Switch lo_compat_privileges off where it is set (server, database or role).",
  find({ access }) {
    const { server, settings, role } = access;
    const writers = WRITERS.filter((name) => access.largeObjectRoutines.includes(name));
    if (!server.loCompatPrivileges || writers.length === 0) return [];
    const from = settings.find((setting) => setting.name === "lo_compat_privileges")?.from ?? "server";
    return [
      finding({
        code: loCompatPrivileges.code,
        class: "write",
        object: objectRef("setting", "lo_compat_privileges"),
        via: ["PUBLIC"],
        title: "Any login can overwrite and delete every large object, because a setting for old programs is on.",
        detail: `lo_compat_privileges = on (set for: ${from}); ${writers.join(", ")} can be executed.`,
        fixableBy: "owner",
        remedy: remedyOf(from, server.database.name, role?.name ?? ""),
      }),
    ];
  },
};

function remedyOf(from: string, database: string, role: string): string {
  if (from === "database") return `ALTER DATABASE ${ident(database)} RESET lo_compat_privileges;`;
  if (from === "role") return `ALTER ROLE ${ident(role)} RESET lo_compat_privileges;`;
  if (from === "role-in-database")
    return `ALTER ROLE ${ident(role)} IN DATABASE ${ident(database)} RESET lo_compat_privileges;`;
  if (from === "all") return "ALTER ROLE ALL RESET lo_compat_privileges;";
  return "ALTER SYSTEM RESET lo_compat_privileges;\nSELECT pg_reload_conf();";
}
