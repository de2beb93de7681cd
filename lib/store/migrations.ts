type Dialect = "sqlite" | "postgres";

/**
 * Every version of the schema as the statements that lead to it from the one before. Never change one that was released:
 * add another. bigint is an integer to SQLite, and times are milliseconds in it.
 */
export function migrations(dialect: Dialect): readonly (readonly string[])[] {
  const serial =
    dialect === "sqlite" ? "integer primary key autoincrement" : "bigint generated always as identity primary key";
  return [
    [...PEOPLE, ...WORK, activity(serial)],
    [...PASSWORD_TIMES, ...FILLED[1]],
  ];
}

export const SCHEMA_VERSION = 2;

/** What makes records of an older version whole: run by the migration, and after a backup of that version is restored. */
export function filledSince(version: number): readonly string[] {
  return Object.entries(FILLED).flatMap(([from, statements]) => (Number(from) >= version ? statements : []));
}

const PASSWORD_TIMES = [
  "alter table connections add column password_set_at bigint",
  "alter table connections add column valid_until bigint",
] as const;

/** By the version that they lead away from. */
const FILLED = {
  1: [
    `update connections set password_set_at = coalesce(
       (select max(at) from activity where kind = 'connection.rotated' and subject = connections.id),
       case when password_mode <> 'kept' then created_at end)`,
  ],
} as const;

/** In an order in which they can be filled. */
export const TABLES = [
  "setup",
  "founders",
  "recoveries",
  "sessions",
  "invites",
  "hand_offs",
  "connections",
  "checks",
  "activity",
  "shares",
  "counters",
] as const;

const PEOPLE = [
  "create table setup (id bigint primary key, token_hash text, armed_at bigint, done_at bigint)",
  "insert into setup (id) values (1)",
  `create table founders (id text primary key, name text not null, name_key text not null unique,
     passphrase_hash text not null, epoch bigint not null, created_at bigint not null)`,
  `create table recoveries (founder_id text primary key references founders (id) on delete cascade,
     root_id text not null, wrapped text not null)`,
  `create table sessions (sid_hash text primary key, founder_id text not null references founders (id) on delete cascade,
     epoch bigint not null, created_at bigint not null, seen_at bigint not null, expires_at bigint not null)`,
  `create table invites (token_hash text primary key, invited_by text not null, created_at bigint not null,
     expires_at bigint not null)`,
] as const;

const WORK = [
  `create table hand_offs (id text primary key, founder_id text not null, created_at bigint not null,
     version bigint not null, changed_at bigint not null, state text not null, attempt bigint not null,
     auth_hash text not null, record text not null, expires_at bigint not null, purge_at bigint not null, verifier text,
     box text, lease_hash text, lease_until bigint, passcode_hash text, passcode_tries bigint not null,
     facts text not null, result text, report text)`,
  "create index hand_offs_by_end on hand_offs (state, expires_at)",
  `create table connections (id text primary key, founder_id text not null, created_at bigint not null,
     name text not null, host text not null, port bigint not null, database text not null, role text not null,
     sslmode text not null, password_mode text not null, hand_off_id text, unique (host, port, database, role))`,
  `create table checks (connection_id text not null references connections (id) on delete cascade, at bigint not null,
     verdict text not null, tries bigint not null, refused bigint not null, note text not null, evidence text)`,
  "create index checks_of on checks (connection_id, at)",
  `create table shares (id text primary key, founder_id text not null, box text not null, created_at bigint not null,
     expires_at bigint not null)`,
  "create table counters (name text primary key, hits bigint not null, until bigint not null)",
] as const;

function activity(serial: string): string {
  return `create table activity (id ${serial}, at bigint not null, kind text not null, founder_id text, subject text,
    facts text not null)`;
}
