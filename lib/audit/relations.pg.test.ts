import { type Story, tellStories } from "../testing/audit-story.ts";

/** Ways to change a table, and their near twins that change nothing. */
const STORIES: readonly Story[] = [
  {
    title: "nothing but the recipe is read-only",
    given: () => "",
    proof: () => ["insert into public.customers values (3, 'evil')"],
    ends: "42501",
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "INSERT held by PUBLIC",
    given: () => "grant insert on public.orders to public",
    proof: () => ["insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders", via: ["PUBLIC"] }],
  },
  {
    title: "INSERT granted by somebody who is not the owner goes only in that role's name",
    given: ({ role, n }) => `create role ${n("clerk")}; grant usage on schema public to ${n("clerk")};
      grant insert on public.orders to ${n("clerk")} with grant option;
      set role ${n("clerk")}; grant insert on public.orders to ${role}; reset role`,
    proof: () => ["insert into public.orders values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "UPDATE of one column, in a schema that PUBLIC opens",
    given: () => `create schema ops; grant usage on schema ops to public; create table ops.jobs (id int, cmd text);
      grant update (cmd) on ops.jobs to public`,
    proof: () => ["update ops.jobs set cmd = 'evil'"],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "cmd" }],
  },
  {
    title: "a column of a system table, where a privilege on the whole would be ignored",
    given: ({ role }) => `grant select, update (rolsuper) on pg_catalog.pg_authid to ${role}`,
    proof: ({ role }) => [
      `update pg_catalog.pg_authid set rolsuper = true where rolname = ${role.replaceAll('"', "'")}`,
    ],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "pg_authid" }],
  },
  {
    title: "a whole system table: ignored",
    given: ({ role }) => `grant insert, update, delete on pg_catalog.pg_description to ${role}`,
    proof: () => ["insert into pg_catalog.pg_description values (1, 1, 0, 'x')"],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "latent-privilege", class: "notice", names: "pg_description" }],
  },
  {
    title: "a system view that Postgres would update",
    given: ({ role }) => `grant update on pg_catalog.pg_group to ${role}`,
    proof: () => ["update pg_catalog.pg_group set groname = 'evil' where groname = 'pg_monitor'"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "pg_group" }],
  },
  {
    title: "a table of information_schema, which is none of the system's in this respect",
    given: ({ role }) => `grant update on information_schema.sql_features to ${role}`,
    proof: () => ["update information_schema.sql_features set comments = 'evil'"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "sql_features" }],
  },
  {
    title: "a table in a schema that nobody opens to it: no effect today",
    given: ({ role }) =>
      `create schema hidden; create table hidden.t (a int); grant insert, update, truncate on hidden.t to ${role}`,
    proof: () => ["insert into hidden.t values (1)"],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "latent-privilege", names: "hidden" }],
  },
  {
    title: "the same table behind an SQL-standard body, which asks for no USAGE",
    since: 14,
    given: ({ role }) => `create schema hidden; create table hidden.t (a int); grant insert on hidden.t to ${role};
      create function public.put() returns void language sql begin atomic insert into hidden.t values (1); end`,
    proof: () => ["select public.put()"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "hidden" }],
  },
  {
    title: "the same table behind a security_invoker view",
    since: 15,
    given: ({ role }) => `create schema hidden; create table hidden.t (a int); grant insert on hidden.t to ${role};
      create view public.v with (security_invoker = on) as select a from hidden.t; grant insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    verdict: "can-write",
    finds: [
      { code: "table-privilege", names: "hidden" },
      { code: "table-privilege", names: '"v"' },
    ],
  },
  {
    title: "the table can be named as one role and written as another",
    given: ({ role, n }) => `create schema hidden; create table hidden.t (a int);
      create role ${n("names")}; create role ${n("writes")}; grant ${n("names")}, ${n("writes")} to ${role};
      grant usage on schema hidden to ${n("names")}; grant insert on hidden.t to ${n("writes")}`,
    role: "noinherit",
    proof: ({ n }) => [
      `set role ${n("names")}`,
      "prepare p as insert into hidden.t values (1)",
      `set role ${n("writes")}`,
      "execute p",
    ],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "hidden" }],
  },
  {
    title: "MAINTAIN needs no USAGE on the schema",
    since: 17,
    given: ({ role }) => `create schema hidden; create table hidden.t (a int); grant maintain on hidden.t to ${role}`,
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "MAINTAIN" }],
  },
  {
    title: "REFERENCES, and nowhere to make a table: no effect today",
    given: ({ role }) => `grant references on public.customers to ${role}`,
    verdict: "read-only",
    finds: [{ code: "latent-privilege", names: "REFERENCES" }],
  },
  {
    title: "REFERENCES, and a schema to make a table in",
    given: ({ role }) =>
      `grant references on public.customers to ${role}; create schema scratch; grant usage, create on schema scratch to ${role}`,
    proof: () => ["create table scratch.t (c int references public.customers)"],
    verdict: "can-write",
    finds: [
      { code: "table-privilege", names: "customers" },
      { code: "schema-create", names: "scratch" },
    ],
  },
  {
    title: "everything on a materialised view but MAINTAIN does nothing",
    until: 16,
    given: ({ role }) =>
      `create materialized view public.mv as select * from public.customers; grant all on public.mv to ${role}`,
    proof: () => ["delete from public.mv"],
    ends: "42809",
    verdict: "read-only",
    silent: ['"mv"'],
  },
];

tellStories(STORIES);
