import { PUBLIC_OID } from "../../inspect/access/facts.ts";
import { ident } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { holderOf, roleName } from "../holder.ts";
import type { Rule } from "../rule.ts";

const MAKERS = ["lo_creat", "lo_create", "lo_from_bytea"];

export const largeObjects: Rule = {
  code: "large-objects",
  classes: ["side-effect"],
  about: "database",
  meaning: "The role may make large objects of its own. Postgres lets every login do that.",
  exploited: "lo_from_bytea(0, …) stores bytes that stay, in the system's own table; nobody else's data is touched.",
  closed:
    "A superuser can REVOKE EXECUTE on lo_creat, lo_create, lo_from_bytea FROM PUBLIC; applications that use large objects then need it back.",
  find({ access }) {
    const makers = MAKERS.filter((name) => access.largeObjectRoutines.includes(name));
    if (makers.length === 0) return [];
    const held = makers.flatMap((name) => access.largeObjectGrantees.get(name) ?? []);
    const grantee = held.includes(PUBLIC_OID) ? PUBLIC_OID : (held[0] ?? PUBLIC_OID);
    const holder = holderOf(access, grantee);
    return [
      finding({
        code: largeObjects.code,
        class: "side-effect",
        object: objectRef("large-object", "new large objects"),
        via: holder.via,
        title: `${grantee === PUBLIC_OID ? "Any login" : holder.who} can store large objects of its own. They change none of your data.`,
        detail: `EXECUTE on ${makers.join(", ")} is held by ${holder.chain}: a large object of its own stays after the session${access.server.versionNum < 160000 ? ", and READ ONLY does not stop it" : ""}.`,
        fixableBy: holder.fixableBy,
        remedy: makers
          .map((name) => {
            const whom = (access.largeObjectGrantees.get(name) ?? []).map((oid) =>
              oid === PUBLIC_OID ? "PUBLIC" : ident(roleName(access, oid)),
            );
            return `REVOKE EXECUTE ON FUNCTION pg_catalog.${MAKER_SIGNATURES[name]} FROM ${whom.join(", ")};`;
          })
          .join("\n"),
      }),
    ];
  },
};

const MAKER_SIGNATURES: Readonly<Record<string, string>> = {
  lo_creat: "lo_creat(integer)",
  lo_create: "lo_create(oid)",
  lo_from_bytea: "lo_from_bytea(oid, bytea)",
};
