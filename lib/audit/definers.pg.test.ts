import { type Story, tellStories } from "../testing/audit-story.ts";

const WRITER = "begin insert into public.customers values (99, 'evil') on conflict do nothing; return 1; end";
const WRITE = `language plpgsql security definer set search_path = pg_catalog, pg_temp as $$${WRITER}$$`;

/** Routines that run as their owner, and all the ways to set them off. */
const STORIES: readonly Story[] = [
  {
    title: "a definer that writes",
    given: () => `create function public.f() returns int ${WRITE}`,
    proof: () => ["select public.f()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: '"f"', via: ["PUBLIC"] }],
  },
  {
    title: "a definer that writes and that it may not execute",
    given: () => `create function public.f() returns int ${WRITE}; revoke execute on function public.f() from public`,
    proof: () => ["select public.f()"],
    ends: "42501",
    verdict: "read-only",
    silent: ['"f"'],
  },
  {
    title: "a definer in a schema that nobody opens to it",
    given: () => `create schema hidden; create function hidden.f() returns int ${WRITE}`,
    proof: () => ["select hidden.f()"],
    ends: "42501",
    verdict: "read-only",
    silent: ['"f"'],
  },
  {
    title: "the same through a view",
    given: ({ role }) => `create schema hidden; create function hidden.f() returns int ${WRITE};
      create view public.v as select hidden.f() as n; grant select on public.v to ${role}`,
    proof: () => ["select * from public.v"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "through the view public.v, which runs hidden.f" }],
  },
  {
    title: "the same through a view on a view",
    given: ({ role }) => `create schema hidden; create function hidden.f() returns int ${WRITE};
      create view hidden.v as select hidden.f() as n; create view public.w as select n from hidden.v; grant select on public.w to ${role}`,
    proof: () => ["select * from public.w"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "view public.w" }],
  },
  {
    title: "a view that it may not read sets nothing off",
    given: ({ role }) => `create schema hidden; create function hidden.f() returns int ${WRITE};
      create view public.v as select hidden.f() as n; revoke all on public.v from ${role}`,
    proof: () => ["select * from public.v"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "a materialised view does not run its query when it is read",
    given: ({ role }) => `create schema hidden; create function hidden.f() returns int ${WRITE};
      create materialized view public.mv as select hidden.f() as n; grant select on public.mv to ${role}`,
    proof: () => ["select * from public.mv"],
    verdict: "read-only",
  },
  {
    title: "the same through an operator",
    given: () => `create schema hidden; create function hidden.f(int, int) returns int ${WRITE};
      create operator public.### (leftarg = int, rightarg = int, function = hidden.f)`,
    proof: () => ["select 1 operator(public.###) 2"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "operator public.###" }],
  },
  {
    title: "an operator in a closed schema, used by a view",
    given: ({ role }) => `create schema hidden; create function hidden.f(int, int) returns int ${WRITE};
      create operator hidden.### (leftarg = int, rightarg = int, function = hidden.f);
      create view public.v as select 1 operator(hidden.###) 2 as n; grant select on public.v to ${role}`,
    proof: () => ["select * from public.v"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "through the view public.v, which runs hidden.f" }],
  },
  {
    title: "the same through a cast",
    given:
      () => `create schema hidden; create type public.c as (a int); create function hidden.f(public.c) returns int ${WRITE};
      create cast (public.c as int) with function hidden.f(public.c)`,
    proof: () => ["select row(1)::public.c::int"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "cast" }],
  },
  {
    title: "a cast between types that it cannot name",
    given:
      () => `create schema hidden; create type hidden.c as (a int); create function hidden.f(hidden.c) returns int ${WRITE};
      create cast (hidden.c as int) with function hidden.f(hidden.c)`,
    proof: () => ["select row(1)::hidden.c::int"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "an aggregate asks its owner for EXECUTE, not the caller",
    given: () => `create schema hidden; create function hidden.f(int, int) returns int ${WRITE};
      revoke execute on function hidden.f(int, int) from public; create aggregate public.agg(int) (sfunc = hidden.f, stype = int)`,
    proof: () => ["select public.agg(1)"],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "definer-routine", names: "aggregate public.agg" }],
  },
  {
    title: "a domain whose check runs it",
    given: () =>
      `create schema hidden; create function hidden.f(int) returns int ${WRITE}; create domain public.d as int check (hidden.f(value) = 1)`,
    proof: () => ["select 1::public.d"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "domain public.d" }],
  },
  {
    title: "a policy of a table that it reads",
    given: () => `create schema hidden; create function hidden.f() returns int ${WRITE};
      alter table public.customers enable row level security; create policy p on public.customers using (hidden.f() = 1)`,
    proof: () => ["select * from public.customers"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "policy" }],
  },
  {
    title: "a policy for others",
    given: ({ n }) => `create role ${n("other")}; create schema hidden; create function hidden.f() returns int ${WRITE};
      alter table public.customers enable row level security; create policy p on public.customers to ${n("other")} using (hidden.f() = 1)`,
    proof: () => ["select * from public.customers"],
    verdict: "read-only",
    reach: "partial",
  },
  {
    title: "an SQL-standard body that calls it",
    since: 14,
    given: () => `create schema hidden; create function hidden.f() returns int ${WRITE};
      create function public.g() returns int language sql begin atomic select hidden.f(); end`,
    proof: () => ["select public.g()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "routine public.g" }],
  },
  {
    title: "a default that is marked IMMUTABLE: planning runs it before the privilege is looked at",
    given: ({ role }) => `create schema hidden;
      create function hidden.f() returns int language plpgsql immutable security definer set search_path = pg_catalog, pg_temp as $$begin perform setval('public.numbers', 77); return 1; end$$;
      create table public.d (a int default hidden.f()); revoke all on public.d from ${role}`,
    // The refusal rolls everything back but what no rollback undoes.
    proof: () => [
      "savepoint s",
      "do $$begin explain insert into public.d default values; exception when insufficient_privilege then null; end$$",
      "select 1 / (nextval('public.numbers') / 77)",
    ],
    ends: "42501",
    verdict: "can-write",
    cured: false,
    finds: [{ code: "definer-routine", names: "default public.d" }],
  },
  {
    title: "a default that is not marked so waits for an INSERT that it may not do",
    given: () =>
      `create schema hidden; create function hidden.f() returns int ${WRITE}; create table public.d (a int default hidden.f())`,
    verdict: "read-only",
  },
  {
    title: "an aggregate of a built-in that it may not execute",
    given: () =>
      `create aggregate public.leak(bigint, bigint) (sfunc = pg_catalog.pg_read_file, stype = text, initcond = 'PG_VERSION')`,
    proof: () => ["select public.leak(0, 2)"],
    verdict: "read-only",
    finds: [{ code: "sensitive-routine", class: "exposure", names: "leak" }],
  },
];

tellStories(STORIES);
