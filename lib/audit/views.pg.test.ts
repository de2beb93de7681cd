import { type Story, tellStories } from "../testing/audit-story.ts";

/** Ways to change something through a view, a partition or a sequence. */
const STORIES: readonly Story[] = [
  {
    title: "an updatable view that its owner may not write through",
    given: ({ role, n }) => `create role ${n("reader")}; grant usage, create on schema public to ${n("reader")};
      grant select on public.orders to ${n("reader")}; create view public.v as select id, total from public.orders;
      alter view public.v owner to ${n("reader")}; revoke create on schema public from ${n("reader")};
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (9, 1)"],
    ends: "42501",
    verdict: "read-only",
    silent: ['"v"'],
  },
  {
    title: "INSERT on a view that Postgres does not carry on",
    given: ({ role }) =>
      `create view public.v as select count(*) as c from public.orders; grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    ends: "55000",
    verdict: "read-only",
    silent: ['"v"'],
  },
  {
    title: "UPDATE on such a view still locks the table beneath",
    given: ({ role }) =>
      `create view public.v as select count(*) as c from public.orders; grant select, update on public.v to ${role}`,
    proof: () => ["lock table public.v in access exclusive mode"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "LOCK TABLE" }],
  },
  {
    title: "a rule that does nothing instead",
    given: ({
      role,
    }) => `create view public.v as select 1 as a; create rule r as on insert to public.v do instead nothing;
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    verdict: "read-only",
    silent: ['"v"'],
  },
  {
    title: "a rule that only selects instead",
    given: ({
      role,
    }) => `create view public.v as select 1 as a; create rule r as on insert to public.v do instead select 1;
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    verdict: "read-only",
    silent: ['"v"'],
  },
  {
    title: "a rule beside what Postgres does by itself",
    given: ({
      role,
    }) => `create view public.v as select id, total from public.orders; create rule r as on insert to public.v do also notify hello;
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (9, 1)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: '"v"' }],
  },
  {
    title: "a rule that writes in a CTE",
    given: ({ role }) => `create view public.v as select 1 as a;
      create rule r as on insert to public.v do instead with x as (insert into public.orders (id) values (9) returning id) select id from x;
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: '"v"' }],
  },
  {
    title: "a rule that writes instead",
    given: ({ role }) => `create view public.v as select 1 as a;
      create rule r as on insert to public.v do instead insert into public.orders (id) values (new.a);
      grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: '"v"' }],
  },
  {
    title: "an INSTEAD OF trigger that runs with the role's own rights",
    given: ({ role }) => `create view public.v as select count(*) as c from public.orders;
      create function public.io() returns trigger language plpgsql as $$begin insert into public.orders values (9); return new; end$$;
      create trigger io instead of insert on public.v for each row execute function public.io(); grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    ends: "42501",
    verdict: "read-only",
    silent: ['"v"'],
  },
  {
    title: "an INSTEAD OF trigger that runs as its owner",
    given: ({ role }) => `create view public.v as select count(*) as c from public.orders; create schema hidden;
      create function hidden.io() returns trigger language plpgsql security definer as $$begin insert into public.orders values (9); return new; end$$;
      revoke execute on function hidden.io() from public;
      create trigger io instead of insert on public.v for each row execute function hidden.io(); grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)"],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "table-privilege", names: '"v"' }],
  },
  {
    title: "INSERT on a partitioned table whose partitions are out of reach",
    given: ({ role }) => `create schema parts; create table public.m (d int) partition by range (d);
      create table parts.m1 partition of public.m for values from (0) to (9); grant insert on public.m to ${role}`,
    proof: () => ["insert into public.m values (1)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: '"m"' }],
  },
  {
    title: "SELECT with the right to hand it on",
    given: ({ role }) => `grant select on public.customers to ${role} with grant option`,
    proof: () => ["grant select on public.customers to public"],
    verdict: "can-write",
    finds: [{ code: "grant-option", names: "customers" }],
    cured: false,
  },
  {
    title: "a sequence in a schema that nobody opens to it, by its OID",
    given: ({ role }) => `create schema hidden; create sequence hidden.s; grant usage on sequence hidden.s to ${role}`,
    proof: () => ["select nextval((select oid from pg_class where relname = 's' and relkind = 'S')::regclass)"],
    verdict: "can-write",
    finds: [{ code: "sequence-privilege", names: "hidden" }],
  },
  {
    title: "SELECT on a sequence is reading",
    given: ({ role }) => `grant select on sequence public.numbers to ${role}`,
    proof: () => ["select nextval('public.numbers')"],
    ends: "42501",
    verdict: "read-only",
  },
];

tellStories(STORIES);
