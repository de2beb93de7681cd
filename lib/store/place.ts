import { parsePaste } from "../credentials/url.ts";
import { AppError } from "../errors.ts";
import { Secret } from "../secret.ts";
import type { StorePlace } from "./open-store.ts";

/**
 * Where the store is: the database that `url` names, or the folder. Throws AppError `usage.store-url` when the URL
 * cannot be used; no part of it is repeated, since it holds a password.
 */
export function storePlace(url: string | undefined, folder: string): StorePlace {
  if (url === undefined) return { folder };
  const { fields, password, problem } = parsePaste(url);
  if (problem !== null || password === null) {
    throw new AppError("usage.store-url", "STORE_DATABASE_URL cannot be used.", {
      hint: "It names one host, a database that exists, a login and its password: postgresql://app:password@host/database.",
      detail: problem?.message ?? "It holds no password.",
    });
  }
  const { host, port, database, user, tls } = fields;
  return { target: { host, port: port ?? 5432, database, user, password: new Secret(password), tls, caPem: null } };
}
