import { type Story, tellStories } from "../testing/audit-story.ts";

/** How far it reads, and what is missing. */
const STORIES: readonly Story[] = [
  {
    title: "one table of somebody else's",
    given: ({ n, role }) =>
      `create role ${n("other")}; create table public.t (a int); alter table public.t owner to ${n("other")}; revoke all on public.t from ${role}`,
    proof: () => ["select * from public.t"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [
      { code: "select-missing", names: '"t"' },
      { code: "future-tables", class: "future-gap", names: "other" },
    ],
  },
  {
    title: "some columns",
    given: ({ role }) =>
      `revoke select on public.customers from ${role}; grant select (id, name) on public.customers to ${role}`,
    proof: () => ["select id, name from public.customers", "select * from public.customers"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "columns-missing", names: "email" }],
  },
  {
    title: "every column by itself",
    given: ({ role }) =>
      `revoke select on public.customers from ${role}; grant select (id, name, email) on public.customers to ${role}`,
    proof: () => ["select * from public.customers"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "no USAGE",
    given: ({ role }) => `create schema app; create table app.t (a int); grant select on app.t to ${role}`,
    proof: () => ["select * from app.t"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "schema-usage", names: "app" }],
  },
  {
    title: "a schema that only PUBLIC opens is not meant, and what it shows is said",
    given: () =>
      "create schema ops; grant usage on schema ops to public; create table ops.a (a int); create table ops.b (a int); grant select on ops.a to public",
    proof: () => ["select * from ops.a"],
    verdict: "read-only",
    reach: "all",
    finds: [{ code: "other-schema-read", class: "exposure", names: "ops" }],
  },
  {
    title: "nothing at all",
    given: ({ role }) =>
      `revoke all on all tables in schema public from ${role}; revoke usage on schema public from ${role}`,
    proof: () => ["select * from public.customers"],
    ends: "42501",
    verdict: "read-only",
    reach: "none",
  },
  {
    title: "a partition counts with its parent",
    given: ({
      role,
    }) => `create table public.m (d int) partition by range (d); create table public.m1 partition of public.m for values from (0) to (9);
      grant select on public.m to ${role}; revoke all on public.m1 from ${role}`,
    proof: () => ["select * from public.m"],
    verdict: "read-only",
    reach: "all",
  },
];

tellStories(STORIES);
