import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import type { Rule } from "../rule.ts";

/** Extensions whose functions open connections from the server, and are for everybody as shipped. */
const DIALS: Readonly<Record<string, string>> = {
  dblink: "dblink(connection, sql): a login and password of the other side are asked for",
  http: "http_get and http_post",
  pg_net: "net.http_get and net.http_post, sent by a background worker",
  plproxy: "functions in the language plproxy",
};

export const outbound: Rule = {
  code: "outbound",
  classes: ["side-effect"],
  about: "database",
  meaning: "An extension lets every login make the server connect to elsewhere.",
  exploited:
    "Carries what it can read to another server; reaches hosts that only the server reaches. It needs a password of the other side, so it writes nothing here by itself.",
  closed: "REVOKE EXECUTE on the extension's functions FROM PUBLIC.",
  find: ({ access }) =>
    access.extensions
      .filter(({ name, schema }) => name in DIALS && access.schemas.some((one) => one.name === schema && one.usable))
      .map(({ name, schema }) =>
        finding({
          code: outbound.code,
          class: "side-effect",
          object: objectRef("extension", name),
          via: ["PUBLIC"],
          title: `Any login can make the server connect to other servers, because the extension ${name} is installed.`,
          detail: `Extension ${name} in ${schema}: ${DIALS[name]}.`,
          fixableBy: "public-decision",
          remedy: null,
        }),
      ),
};
