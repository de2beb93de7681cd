import { parsePaste } from "../../../lib/credentials/url.ts";
import { AppError } from "../../../lib/errors.ts";
import type { TargetInput } from "../wire";

/** What a whole pasted URL means. Throws AppError `usage.own-login` where host, login or password are missing. */
export function targetOfUrl(pasted: string): TargetInput {
  const { fields, password } = parsePaste(pasted);
  const { host, port, database, user, tls } = fields;
  if (!host || !user || !password) {
    throw new AppError("usage.own-login", "This is not a whole connection URL.", {
      hint: "It needs host, login and password: postgresql://login:password@host:5432/database",
      field: "paste",
    });
  }
  return { host, port: port ?? 5432, database: database || user, user, password, tls, caPem: null };
}
