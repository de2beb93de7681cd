import { type Story, tellStories } from "../testing/audit-story.ts";

/** A definer in a closed schema that leaves the order 99. */
const WRITER = `create schema hid; create function hid.mark(int) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$begin insert into public.orders (id) values (99) on conflict do nothing;
  return true; end$$;`;
/** Divides by zero unless it left one. */
const LEFT = "select 1 / (select count(*) from public.orders where id = 99)";
const DEFINER = { code: "definer-routine", class: "write", names: "mark" } as const;
/** A closed table that the role may read, with a policy that runs the definer. */
const CLOSED = (role: string) => `${WRITER} create table hid.t (a int); insert into hid.t values (1);
  grant select on hid.t to ${role}; alter table hid.t enable row level security;
  create policy p on hid.t using (hid.mark(a));`;

/** What the server reaches by OID, so that no schema has to be opened, and often no EXECUTE is asked for. */
const STORIES: readonly Story[] = [
  {
    title: "a cast to json that it may not execute: to_json calls it by itself",
    since: 14,
    until: 14,
    given: () => `${WRITER} create type public.kind as enum ('a'); create function hid.to_json(public.kind) returns json
        language plpgsql security definer set search_path = pg_catalog, pg_temp as
        $$begin perform hid.mark(1); return '{}'; end$$;
      create cast (public.kind as json) with function hid.to_json(public.kind);
      revoke execute on all functions in schema hid from public`,
    proof: () => ["select to_json('a'::public.kind)", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", class: "write", names: "to_json" }],
  },
  {
    title: "a cast to text that it may not execute",
    since: 17,
    until: 17,
    given: () => `${WRITER} create type public.kind as enum ('a'); create function hid.to_text(public.kind) returns text
        language plpgsql security definer set search_path = pg_catalog, pg_temp as
        $$begin perform hid.mark(1); return ''; end$$;
      create cast (public.kind as text) with function hid.to_text(public.kind);
      revoke execute on all functions in schema hid from public`,
    proof: () => ["select 'a'::public.kind::text"],
    ends: "42501",
    verdict: "read-only",
    silent: ["to_text"],
  },
  {
    title: "a closed equality that it may not execute: arrays and rows compare by the operator class",
    since: 15,
    until: 15,
    given: () => `${WRITER} create type public.e as (a int); create function hid.eq(public.e, public.e) returns boolean
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$begin return hid.mark(1); end$$;
      create function hid.cmp(public.e, public.e) returns int language sql immutable as 'select 0';
      create operator hid.= (leftarg = public.e, rightarg = public.e, function = hid.eq);
      create operator class hid.ops default for type public.e using btree as
        operator 3 hid.=, function 1 hid.cmp(public.e, public.e);
      revoke execute on all functions in schema hid from public`,
    proof: () => ["select array[row(1)::public.e] = array[row(1)::public.e]", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", class: "write", names: "operator class hid.ops" }],
  },
  {
    title: "a policy that looks into a closed table, whose own policy runs a definer",
    since: 13,
    until: 13,
    given: ({ role }) => `${CLOSED(role)} alter table public.customers enable row level security;
      create policy p on public.customers using (exists (select from hid.t))`,
    proof: () => ["select * from public.customers", LEFT],
    verdict: "can-write",
    finds: [DEFINER],
  },
  {
    title: "the same closed table behind a view that reads with the role's own rights",
    since: 15,
    until: 15,
    given: ({ role }) => `${CLOSED(role)} create view public.v with (security_invoker = true) as select * from hid.t;
      grant select on public.v to ${role}`,
    proof: () => ["select * from public.v", LEFT],
    verdict: "can-write",
    finds: [DEFINER],
  },
  {
    title: "the same closed table behind a view that reads as its owner, whom the policy does not bind",
    since: 18,
    until: 18,
    given: ({ role }) =>
      `${CLOSED(role)} create view public.v as select * from hid.t; grant select on public.v to ${role}`,
    proof: () => ["select * from public.v", LEFT],
    ends: "22012",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "a closed view that runs a definer, in a policy and in an SQL-standard body",
    since: 14,
    until: 14,
    given: ({ role }) => `${WRITER} create view hid.v as select hid.mark(1) as m; grant select on hid.v to ${role};
      alter table public.customers enable row level security;
      create policy p on public.customers using (exists (select from hid.v where m));
      create function public.f() returns boolean begin atomic select m from hid.v; end`,
    proof: () => ["select * from public.customers", LEFT],
    verdict: "can-write",
    finds: [
      { ...DEFINER, names: "policy public.p on customers" },
      { ...DEFINER, names: "routine public.f" },
    ],
  },
  {
    title: "a closed aggregate of a definer, behind a view",
    since: 16,
    until: 16,
    given: ({ role }) => `${WRITER} create function hid.step(int, int) returns int language plpgsql
        security definer as 'begin perform hid.mark(1); return 1; end';
      create aggregate hid.agg(int) (sfunc = hid.step, stype = int, initcond = 0);
      create view public.v as select hid.agg(id) from public.customers; grant select on public.v to ${role};
      revoke execute on function hid.step, hid.mark from public`,
    proof: () => ["select * from public.v", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", class: "write", names: "view public.v" }],
  },
  {
    title: "the same where the aggregate may not be executed",
    since: 13,
    until: 13,
    given: ({ role }) => `${WRITER} create function hid.step(int, int) returns int language plpgsql
        security definer as 'begin perform hid.mark(1); return 1; end';
      create aggregate hid.agg(int) (sfunc = hid.step, stype = int, initcond = 0);
      create view public.v as select hid.agg(id) from public.customers; grant select on public.v to ${role};
      revoke execute on function hid.step, hid.mark, hid.agg from public`,
    proof: () => ["select * from public.v"],
    ends: "42501",
    verdict: "read-only",
    silent: ["step"],
  },
  {
    title: "an aggregate whose moving support function is a built-in that it may not execute",
    since: 17,
    until: 17,
    given: () => `create aggregate public.mov(text) (sfunc = textcat, stype = text, finalfunc = upper, msfunc = textcat,
      minvfunc = textcat, mstype = text, mfinalfunc = pg_catalog.pg_read_file)`,
    proof: () => [
      "select public.mov('PG_VERSION') over (rows between 1 preceding and current row) from (values (1)) x (a)",
    ],
    verdict: "read-only",
    finds: [{ code: "sensitive-routine", class: "exposure", names: "mov" }],
  },
];

tellStories(STORIES);
