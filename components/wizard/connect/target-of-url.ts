import { parsePaste } from "../../../lib/credentials/url.ts";
import { AppError } from "../../../lib/errors.ts";
import type { TargetInput } from "../wire";

/** What no URL holds: whom to believe, what to show, and the server to go through. */
export type Beside = Pick<TargetInput, "caPem" | "clientCertificate" | "ssh">;

/** A URL as it was pasted, with what was given beside it. */
export type GivenUrl = { url: string; beside: Beside };

/** What a whole pasted URL means. Throws AppError `usage.own-login` where host, login or password are missing. */
export function targetOfUrl({ url, beside }: GivenUrl): TargetInput {
  const { fields, password } = parsePaste(url);
  const { host, port, database, user } = fields;
  if (!host || !user || !password) {
    throw new AppError("usage.own-login", "This is not a whole connection URL.", {
      hint: "It needs host, login and password: postgresql://login:password@host:5432/database",
      field: "paste",
    });
  }
  // Whoever adds a certificate wants it checked, also where the URL asks for encryption alone.
  const tls = beside.caPem !== null && fields.tls === "require" ? null : fields.tls;
  return { host, port: port ?? 5432, database: database || user, user, password, tls, ...beside };
}

/** A URL with nothing beside it. */
export function urlAlone(url: string): GivenUrl {
  return { url, beside: { caPem: null } };
}
