import { type Story, tellStories } from "../testing/audit-story.ts";

const POLICY = "alter table public.customers enable row level security; create policy p on public.customers";

/** Row security, views that fail, and what keeps it from reading although it holds SELECT. */
const STORIES: readonly Story[] = [
  {
    title: "row security without a policy",
    given: () => "alter table public.customers enable row level security",
    proof: () => ["select 1 / (1 - count(*)) from public.customers"],
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "row-rules", names: "customers" }],
  },
  {
    title: "a policy for everybody and all rows",
    given: () => `${POLICY} using (true)`,
    proof: () => ["select 1 / count(*) from public.customers"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a policy that only holds for writing",
    given: () => `${POLICY} for update using (true)`,
    verdict: "read-only",
    reach: "partial",
  },
  {
    title: "a policy for a group of it",
    given: ({ role, n }) =>
      `create role ${n("readers")}; grant ${n("readers")} to ${role}; ${POLICY} to ${n("readers")} using (true)`,
    proof: () => ["select 1 / count(*) from public.customers"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a permissive policy without USING lets nothing through",
    given: () => `${POLICY} for select`,
    proof: () => ["select 1 / (1 - count(*)) from public.customers"],
    verdict: "read-only",
    reach: "partial",
  },
  {
    title: "a restrictive policy without USING holds nothing back",
    given: () => `${POLICY} using (true); create policy r on public.customers as restrictive for select`,
    proof: () => ["select 1 / count(*) from public.customers"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a restrictive policy",
    given: () => `${POLICY} using (true); create policy r on public.customers as restrictive using (id = 1)`,
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "row-rules", names: '"r"' }].map(({ code }) => ({ code, names: "customers" })),
  },
  {
    title: "BYPASSRLS sees past them",
    role: "bypassrls",
    given: () => "alter table public.customers enable row level security",
    proof: () => ["select 1 / count(*) from public.customers"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a policy that calls what it may not execute",
    given:
      () => `create function public.f() returns boolean language sql as 'select true'; revoke execute on function public.f() from public;
      ${POLICY} using (public.f())`,
    proof: () => ["select * from public.customers"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "public.f" }],
  },
  {
    title: "a policy that looks where it may not read",
    given: ({ role }) => `create table public.members (id int); revoke all on public.members from ${role};
      ${POLICY} using (exists (select from public.members m where m.id = customers.id))`,
    proof: () => ["select * from public.customers"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "public.members" }],
  },
  {
    title: "a view that reads with its own rights, over what it may not read",
    since: 15,
    given: () =>
      "create schema vault; create table vault.k (v text); create view public.v with (security_invoker = on) as select * from vault.k",
    proof: () => ["select * from public.v"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "vault.k" }],
  },
  {
    title: "an ordinary view over what it may not read",
    given: () => "create schema vault; create table vault.k (v text); create view public.v as select * from vault.k",
    proof: () => ["select * from public.v"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a view whose owner lost the right",
    given: ({
      role,
      n,
    }) => `create role ${n("owner")}; grant usage, create on schema public to ${n("owner")}; grant select on public.orders to ${n("owner")};
      create view public.v as select id from public.orders; alter view public.v owner to ${n("owner")}; grant select on public.v to ${role};
      revoke create on schema public from ${n("owner")}; revoke select on public.orders from ${n("owner")}`,
    proof: () => ["select * from public.v"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "public.orders" }],
  },
  {
    title: "a view whose owner reads the columns it shows and no others",
    given: ({
      role,
      n,
    }) => `create role ${n("owner")}; grant usage, create on schema public to ${n("owner")}; grant select (id) on public.orders to ${n("owner")};
      create view public.v as select id from public.orders; alter view public.v owner to ${n("owner")}; grant select on public.v to ${role};
      revoke create on schema public from ${n("owner")}`,
    proof: () => ["select * from public.v"],
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "a view that calls what it may not execute",
    given:
      () => `create function public.f() returns int language sql as 'select 1'; revoke execute on function public.f() from public;
      create view public.v as select public.f() as n`,
    proof: () => ["select * from public.v"],
    ends: "42501",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "public.f" }],
  },
  {
    title: "a materialised view that was never filled",
    given: () => "create materialized view public.mv as select * from public.customers with no data",
    proof: () => ["select * from public.mv"],
    ends: "55000",
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "broken-relation", names: "mv" }],
  },
  {
    title: "a view that shows the rows a policy hides",
    given: () =>
      "alter table public.customers enable row level security; create view public.v as select * from public.customers",
    proof: () => ["select 1 / count(*) from public.v"],
    verdict: "read-only",
    finds: [{ code: "row-rules-leak", class: "exposure", names: '"v"' }],
  },
  {
    title: "a view that reads with its own rights hides them too",
    since: 15,
    given: () =>
      "alter table public.customers enable row level security; create view public.v with (security_invoker = true) as select * from public.customers",
    proof: () => ["select 1 / (1 - count(*)) from public.v"],
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "row-rules", names: '"v"' }],
  },
  {
    title: "a partition where the parent's policies do not hold",
    given: ({
      role,
    }) => `create table public.m (d int) partition by range (d); create table public.m1 partition of public.m for values from (0) to (9);
      insert into public.m values (1); alter table public.m enable row level security; grant select on public.m, public.m1 to ${role}`,
    proof: () => ["select 1 / count(*) from public.m1"],
    verdict: "read-only",
    finds: [{ code: "row-rules-leak", class: "exposure", names: "m1" }],
  },
  {
    title: "a timeout that leaves no time",
    given: ({ role }) => `alter role ${role} set statement_timeout = '1ms'`,
    verdict: "read-only",
    reach: "partial",
    finds: [{ code: "role-setting", class: "read-gap", names: "statement_timeout" }],
  },
  {
    title: "somebody who may make tables and shares none of them",
    given: ({ n }) => `create role ${n("maker")}; grant create on schema public to ${n("maker")}`,
    verdict: "read-only",
    reach: "all",
    finds: [{ code: "future-tables", class: "future-gap", names: "maker" }],
  },
  {
    title: "somebody who may make tables and shares all of them",
    given: ({ role, n }) => `create role ${n("maker")}; grant create on schema public to ${n("maker")};
      alter default privileges for role ${n("maker")} grant select on tables to ${role}`,
    verdict: "read-only",
    reach: "all",
    silent: ["maker"],
  },
];

tellStories(STORIES);
