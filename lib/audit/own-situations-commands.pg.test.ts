import { type Story, tellStories } from "../testing/audit-story.ts";

type Given = Story["given"];

/** An event trigger that leaves the order 99 with its owner's rights. */
function fires(event: string, ...tags: string[]): Given {
  const only = tags.length === 0 ? "" : `when tag in (${tags.map((tag) => `'${tag}'`).join(", ")})`;
  return ({ n }) => `create schema hid; create function hid.et() returns event_trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$begin insert into public.orders (id) values (99) on conflict do nothing; end$$;
    create event trigger ${n("et")} on ${event} ${only} execute function hid.et();`;
}

const LEFT = "select 1 / (select count(*) from public.orders where id = 99)";

/** Commands that succeed, or do not, for a role which owns nothing and may make nothing. */
const STORIES: readonly Story[] = [
  ...(
    [
      ["DROP TABLE", "drop table if exists nope"],
      ["ALTER TABLE", "alter table if exists nope add a int"],
      ["CREATE TABLE AS", "create table if not exists public.orders as select 1"],
      ["CREATE MATERIALIZED VIEW", "create materialized view if not exists public.orders as select 1"],
      ["CREATE EXTENSION", "create extension if not exists plpgsql"],
      ["GRANT", "grant select on public.orders to public"],
      ["ALTER DEFAULT PRIVILEGES", "alter default privileges grant select on tables to public"],
    ] as const
  ).map(
    ([tag, command]): Story => ({
      title: `an event trigger for ${tag} alone, which anybody sets off`,
      since: 17,
      given: fires("ddl_command_end", tag),
      proof: () => [command, LEFT],
      verdict: "can-write",
      finds: [{ code: "event-trigger", class: "write" }],
    }),
  ),
  {
    title: "an event trigger for what only those do who may make things",
    given: fires("ddl_command_start", "CREATE TABLE", "CREATE FUNCTION", "CREATE SCHEMA", "ALTER FUNCTION"),
    proof: () => ["create table if not exists public.orders ()"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "the same where temporary tables can be made",
    since: 17,
    given: (cast) => `${fires("ddl_command_start", "CREATE TABLE")(cast)}
      grant temporary on database ${cast.db} to ${cast.role}`,
    proof: () => ["create temporary table x (a int)", LEFT],
    verdict: "can-write",
    finds: [{ code: "event-trigger", class: "write" }],
  },
  {
    title: "an event trigger for CREATE SCHEMA where temporary tables can be made",
    since: 17,
    given: (cast) => `${fires("ddl_command_start", "CREATE SCHEMA")(cast)}
      grant temporary on database ${cast.db} to ${cast.role}`,
    proof: () => ["create schema if not exists public"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "an event trigger for what is dropped: its own default privileges are enough",
    given: fires("sql_drop"),
    proof: () => [
      "alter default privileges grant select on tables to public",
      "alter default privileges revoke select on tables from public",
      LEFT,
    ],
    verdict: "can-write",
    finds: [{ code: "event-trigger", class: "write" }],
  },
  {
    title: "an event trigger for dropped tables where it can make none",
    given: fires("sql_drop", "DROP TABLE"),
    proof: () => ["drop table if exists nope", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "INSERT where no policy lets a row in",
    given: ({ role, n }) => `create role ${n("writer")}; alter table public.orders enable row level security;
      create policy r on public.orders for select using (true);
      create policy i on public.orders for insert to ${n("writer")} with check (true);
      grant insert on public.orders to ${role}; grant insert (id) on public.orders to public`,
    proof: () => ["insert into public.orders (id) values (99)"],
    ends: "42501",
    verdict: "read-only",
    silent: ["orders"],
  },
  {
    title: "INSERT where the policy for its group does",
    given: ({ role, n }) => `create role ${n("group")}; grant ${n("group")} to ${role};
      alter table public.orders enable row level security; create policy r on public.orders for select using (true);
      create policy i on public.orders for insert to ${n("group")} with check (true);
      grant insert on public.orders to ${role}`,
    proof: () => ["insert into public.orders (id) values (99)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "INSERT where no policy lets a row in, and a trigger that runs for no rows",
    given: ({ role }) => `alter table public.customers enable row level security;
      create policy r on public.customers for select using (true); grant insert on public.customers to ${role};
      create schema hid; create function hid.tf() returns trigger language plpgsql security definer
        set search_path = pg_catalog, pg_temp as $$begin insert into public.orders (id) values (99); return null; end$$;
      create trigger t before insert on public.customers for each statement execute function hid.tf()`,
    proof: () => ["insert into public.customers select 1, 'x' where false", LEFT],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "customers" }],
  },
  {
    title: "INSERT where no policy lets a row in, and a rule that puts another elsewhere",
    since: 16,
    given: ({ role }) => `alter table public.orders enable row level security; grant insert on public.orders to ${role};
      create rule r as on insert to public.orders do instead insert into public.customers values (5, 'x')`,
    proof: () => ["insert into public.orders (id) values (99)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "SET on the libraries that its own sessions load",
    since: 15,
    given: ({ role }) => `grant set on parameter session_preload_libraries to ${role}`,
    proof: () => ["alter role current_user set session_preload_libraries = '$libdir/auto_explain'"],
    verdict: "can-write",
    finds: [{ code: "parameter-set", class: "write", names: "session_preload_libraries" }],
  },
  {
    title: "INSERT on a foreign table whose server says that it is only read",
    since: 14,
    given: ({ role, n }) => `create extension postgres_fdw; create server ${n("far")} foreign data wrapper postgres_fdw
        options (host '127.0.0.1', updatable 'false', truncatable 'false');
      create user mapping for public server ${n("far")} options (user 'x', password 'y');
      create foreign table public.ft (a int) server ${n("far")}; grant insert, truncate on public.ft to ${role}`,
    proof: () => ["insert into public.ft values (1)"],
    ends: "55000",
    verdict: "read-only",
    silent: ["ft"],
  },
];

tellStories(STORIES);
