import { PUBLIC_OID } from "../../inspect/access/facts.ts";
import { objectRef } from "../../statements/statement.ts";
import { revokeSelect } from "../closing.ts";
import { finding, named } from "../compose.ts";
import { holderOf } from "../holder.ts";
import { RELATION_TYPES } from "../relation-effect.ts";
import type { Rule } from "../rule.ts";

export const foreignProgram: Rule = {
  code: "foreign-program",
  classes: ["write"],
  about: "database",
  meaning: "Reading a foreign table, or a view over it, runs a program on the server (file_fdw, option program).",
  exploited: "SELECT. What the program does cannot be seen from here; it runs as the server's operating system user.",
  closed: "REVOKE SELECT, or have the program write a file that the foreign table then reads.",
  find: ({ access }) =>
    access.foreignPrograms.map(({ schema, name, kind, table, program, grantees }) => {
      const object = objectRef(RELATION_TYPES[kind] ?? "foreign-table", name, { schema });
      const holder = holderOf(access, grantees[0] ?? access.role?.oid ?? PUBLIC_OID);
      return finding({
        code: foreignProgram.code,
        class: "write",
        object,
        privilege: "SELECT",
        via: holder.via,
        title: `${holder.who} can make the server run a program that nobody can check, by reading ${named(object)}.`,
        detail: `The foreign table ${table} reads what this program prints, and runs it each time: ${program}`,
        fixableBy: holder.fixableBy,
        remedy: revokeSelect(access, { schema, name, grantees }),
      });
    }),
};
