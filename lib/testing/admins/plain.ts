import { type AdminShape, sharedFrom16 } from "./admin-shape.ts";

const NONE = { provider: null, roles: [], reserved: "pg_lucien" } as const;

/** Logins of a self-hosted server, from the one that may do all of it to the one that may do nothing. */
export const PLAIN: readonly AdminShape[] = [
  {
    ...NONE,
    id: "superuser",
    attributes: () => "superuser",
    setUp: () => "",
    makesApp: "host",
    expects: () => ({ outcome: "works", appOwned: "shared", bypass: true }),
  },
  {
    ...NONE,
    id: "createrole, owns its tables but not the database",
    attributes: () => "createrole",
    setUp: () => "",
    makesApp: "admin",
    expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: false }),
  },
  {
    ...NONE,
    id: "createrole, member of the other owner",
    attributes: () => "createrole",
    setUp: ({ admin, app }) => `grant ${app} to ${admin};`,
    makesApp: "host",
    expects: () => ({ outcome: "works", appOwned: "shared", bypass: false }),
  },
  {
    ...NONE,
    id: "createrole, member of the other owner without INHERIT",
    attributes: () => "createrole noinherit",
    setUp: ({ admin, app }) => `grant ${app} to ${admin};`,
    makesApp: "host",
    expects: () => ({ outcome: "works", appOwned: "shared", bypass: false }),
  },
  {
    ...NONE,
    id: "createrole, 16+: member of the other owner with neither INHERIT nor SET",
    attributes: () => "createrole",
    setUp: ({ admin, app, version }) =>
      version >= 16 ? `grant ${app} to ${admin} with inherit false, set false;` : "",
    makesApp: "host",
    expects: () => ({ outcome: "works", appOwned: "uncovered", bypass: false }),
  },
  {
    ...NONE,
    id: "createrole, 16+: member of the other owner with INHERIT and no SET",
    attributes: () => "createrole",
    setUp: ({ admin, app, version }) => (version >= 16 ? `grant ${app} to ${admin} with inherit true, set false;` : ""),
    makesApp: "host",
    expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: false }),
  },
  {
    ...NONE,
    id: "table owner without CREATEROLE",
    attributes: () => "nocreaterole",
    setUp: () => "",
    makesApp: "host",
    expects: () => ({ outcome: "refused", code: "refused.no-createrole", says: /ALTER ROLE .* CREATEROLE;/ }),
  },
];
