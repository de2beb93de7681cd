import type { Version } from "../clusters.ts";

/** Names as they are quoted, for the text that sets a shape up. */
export type ShapeNames = { admin: string; app: string; database: string; version: Version };

/**
 * An admin as some host hands it out: the roles around it, its memberships and what it lacks. Emulated on a real server
 * of one's own, since these roles have fixed names. `shop.orders` is the admin's; `shop.app_owned` belongs to `app`.
 */
export type AdminShape = {
  id: string;
  /** How lib recognises the host (lib/postgres/providers.ts), null where it does not. */
  provider: string | null;
  /** Roles of fixed names, superusers first; dropped when the test is over. */
  roles: readonly string[];
  /** Attributes of the login. */
  attributes: (version: Version) => string;
  /** Run as the superuser after the login and the empty schema `shop` are there. */
  setUp: (names: ShapeNames) => string;
  /** Who makes `app`: on 16 and later its maker holds ADMIN on it. */
  makesApp: "admin" | "host";
  /** A name that this host keeps for itself. */
  reserved: string | null;
  expects: (version: Version) => Expected;
};

export type Expected =
  | { outcome: "works"; appOwned: "shared" | "uncovered"; bypass: boolean }
  | { outcome: "refused"; code: string; says: RegExp };

/** From 16 on whoever makes a role holds ADMIN on it and may lend itself its rights (docs 16: CREATE ROLE). */
export function sharedFrom16(version: Version): "shared" | "uncovered" {
  return version >= 16 ? "shared" : "uncovered";
}
