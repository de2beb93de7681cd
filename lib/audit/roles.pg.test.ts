import { type Story, tellStories } from "../testing/audit-story.ts";

/** Roles that the role is, inherits or can become, and what stands above privileges. */
const STORIES: readonly Story[] = [
  {
    title: "a superuser",
    role: "superuser",
    given: () => "",
    proof: () => ["insert into public.customers values (9, 'evil')"],
    verdict: "can-write",
    reach: "all",
    finds: [{ code: "role-attribute", names: "SUPERUSER" }],
  },
  {
    title: "CREATEROLE",
    role: "createrole",
    given: () => "",
    proof: ({ n }) => [`create role ${n("evil")}`],
    verdict: "can-write",
    finds: [{ code: "role-attribute", names: "CREATEROLE" }],
  },
  {
    title: "CREATEDB, of a group, by one SET ROLE",
    given: ({ role, n }) => `create role ${n("maker")} createdb; grant ${n("maker")} to ${role}`,
    proof: ({ n }) => [`set role ${n("maker")}`],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "role-attribute", names: "CREATEDB" }],
  },
  {
    title: "BYPASSRLS shows more than was meant and changes nothing",
    role: "bypassrls",
    given: () => "",
    verdict: "read-only",
    finds: [{ code: "role-attribute", class: "exposure", names: "BYPASSRLS" }],
  },
  {
    title: "a writer behind two groups",
    given: ({
      role,
      n,
    }) => `create role ${n("writer")}; create role ${n("team")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${n("team")}; grant ${n("team")} to ${role}`,
    proof: () => ["insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "the same, NOINHERIT: one SET ROLE away",
    role: "noinherit",
    given: ({ role, n }) => `create role ${n("writer")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${role}`,
    proof: ({ n }) => [`set role ${n("writer")}`, "insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "16+: a membership without INHERIT, SET and ADMIN is worth nothing",
    since: 16,
    given: ({ role, n }) => `create role ${n("writer")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${role} with inherit false, set false`,
    proof: ({ n }) => [`set role ${n("writer")}`],
    ends: "42501",
    verdict: "read-only",
    silent: ["orders"],
  },
  {
    title: "16+: ADMIN alone is a step away from everything the role has",
    since: 16,
    given: ({ role, n }) => `create role ${n("writer")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${role} with admin true, inherit false, set false`,
    proof: ({ role, n }) => [
      `grant ${n("writer")} to ${role} with inherit true`,
      "insert into public.orders values (9)",
    ],
    verdict: "can-write",
    cured: false,
    finds: [
      { code: "admin-option", names: "writer" },
      { code: "table-privilege", names: "orders" },
    ],
  },
  {
    title: "16+: what an inherited group may SET is out of reach",
    since: 16,
    given: ({
      role,
      n,
    }) => `create role ${n("writer")}; create role ${n("team")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${n("team")} with inherit false, set true;
      grant ${n("team")} to ${role} with inherit true, set false`,
    proof: ({ n }) => [`set role ${n("writer")}`],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "16+: ADMIN that a group holds counts for its members",
    since: 16,
    given: ({
      role,
      n,
    }) => `create role ${n("writer")}; create role ${n("team")}; grant usage on schema public to ${n("writer")};
      grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${n("team")} with admin true, inherit false, set false;
      grant ${n("team")} to ${role} with inherit true, set false`,
    proof: ({ role, n }) => [
      `grant ${n("writer")} to ${role} with inherit true`,
      "insert into public.orders values (9)",
    ],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "admin-option", names: "writer" }],
  },
  {
    title: "16+: a superuser whose membership may be inherited but not SET gives no attribute",
    since: 16,
    given: ({ role, n }) =>
      `create role ${n("boss")} superuser; grant ${n("boss")} to ${role} with inherit true, set false`,
    proof: () => ["insert into public.orders values (9)"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "a member of a superuser",
    given: ({ role, n }) => `create role ${n("boss")} superuser; grant ${n("boss")} to ${role}`,
    proof: ({ n }) => [`set role ${n("boss")}`, "insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "role-attribute", names: "boss" }],
  },
  {
    title: "a member of a role that only reads",
    given: ({ role, n }) => `create role ${n("reporting")}; grant usage on schema public to ${n("reporting")};
      grant select on all tables in schema public to ${n("reporting")}; grant ${n("reporting")} to ${role}`,
    verdict: "read-only",
    silent: ["reporting"],
  },
  ...(["pg_write_server_files", "pg_execute_server_program", "pg_signal_backend"] as const).map(
    (name): Story => ({
      title: `a member of ${name}`,
      given: ({ role }) => `grant ${name} to ${role}`,
      verdict: "can-write",
      finds: [{ code: "predefined-role", names: name }],
    }),
  ),
  ...(["pg_read_server_files", "pg_monitor"] as const).map(
    (name): Story => ({
      title: `a member of ${name} sees more and changes nothing`,
      given: ({ role }) => `grant ${name} to ${role}`,
      verdict: "read-only",
      finds: [{ code: "predefined-role", class: "exposure", names: name }],
    }),
  ),
  {
    title: "pg_write_all_data, NOINHERIT",
    since: 14,
    role: "noinherit",
    given: ({ role }) => `grant pg_write_all_data to ${role}`,
    proof: () => ["set role pg_write_all_data", "insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "predefined-role", names: "pg_write_all_data" }],
  },
  {
    title: "pg_read_all_data means every schema",
    since: 14,
    given: ({ role }) => `create schema vault; create table vault.k (v text); grant pg_read_all_data to ${role}`,
    proof: () => ["select * from vault.k"],
    verdict: "read-only",
    reach: "all",
    finds: [{ code: "predefined-role", class: "exposure" }],
  },
  {
    title: "pg_read_all_data opens every schema to a writing privilege",
    since: 14,
    given: ({ role }) =>
      `create schema vault; create table vault.k (v text); grant pg_read_all_data to ${role}; grant insert on vault.k to public`,
    proof: () => ["insert into vault.k values ('x')"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "vault" }],
  },
];

tellStories(STORIES);
