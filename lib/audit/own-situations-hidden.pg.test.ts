import { type Story, tellStories } from "../testing/audit-story.ts";

/** A definer in a closed schema that leaves the order 99; EXECUTE is PUBLIC's, as Postgres makes it. */
const WRITER = `create schema hid; create function hid.mark(int) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$begin insert into public.orders (id) values (99) on conflict do nothing;
  return true; end$$; create function hid.mark() returns int language sql security definer
  set search_path = pg_catalog, pg_temp as $$select case when hid.mark(1) then 1 end$$;`;
/** Divides by zero unless it left one. */
const LEFT = "select 1 / (select count(*) from public.orders where id = 99)";
const DEFINER = { code: "definer-routine", class: "write", names: "mark" } as const;
const POLICY = (owner: string, bound: string, role: string) => `${WRITER} create table hid.t (a int);
  insert into hid.t values (1); grant select on hid.t to ${owner}; alter table hid.t enable row level security;
  create policy p on hid.t to ${bound} using (hid.mark(a)); create view public.v as select * from hid.t;
  alter view public.v owner to ${owner}; grant select on public.v to ${role}`;

/** Definers behind a closed schema: what still sets them off, and what only looks as if. */
const STORIES: readonly Story[] = [
  {
    title: "a policy that binds the owner of a view",
    given: ({ role, n }) => `create role ${n("owner")}; ${POLICY(n("owner"), n("owner"), role)}`,
    proof: () => ["select * from public.v", LEFT],
    verdict: "can-write",
    finds: [DEFINER],
  },
  {
    title: "a policy that binds somebody else than the view's owner",
    given: ({ role, n }) =>
      `create role ${n("owner")}; create role ${n("other")}; ${POLICY(n("owner"), n("other"), role)}`,
    proof: () => ["select * from public.v", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "a closed domain that is a column of a table",
    given: ({ role }) => `${WRITER} create domain hid.d as int check (hid.mark(value)); create table public.t (c hid.d);
      grant select on public.t to ${role}`,
    proof: () => [`select json_populate_record(null::public.t, '{"c": 1}')`, LEFT],
    verdict: "can-write",
    finds: [{ ...DEFINER, names: "public.t" }],
  },
  {
    title: "a closed domain beneath an array of a row type",
    given: () => `${WRITER} create domain hid.d as int check (hid.mark(value)); create type public.c as (a hid.d[])`,
    proof: () => ["select row(array[1])::public.c", LEFT],
    verdict: "can-write",
    finds: [{ ...DEFINER, names: "public.c" }],
  },
  {
    title: "a closed domain beneath an open one",
    given: () => `${WRITER} create domain hid.d as int check (hid.mark(value)); create domain public.e as hid.d`,
    proof: () => ["select 1::public.e", LEFT],
    verdict: "can-write",
    finds: [{ ...DEFINER, names: "public.e" }],
  },
  {
    title: "a closed domain that nothing else uses: functions that read values take a type by its OID",
    given: () => `${WRITER} create domain hid.d as int check (hid.mark(value))`,
    proof: () => [`select array_in('{1}', oid, -1)::text from pg_type where typname = 'd'`, LEFT],
    verdict: "can-write",
    finds: [{ ...DEFINER, names: "hid.d" }],
  },
  {
    title: "a closed domain whose check it may not execute",
    since: 16,
    until: 16,
    given: () =>
      `${WRITER} create domain hid.d as int check (hid.mark(value)); revoke execute on function hid.mark(int) from public`,
    proof: () => [`select array_in('{1}', oid, -1)::text from pg_type where typname = 'd'`],
    ends: "42501",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "a domain's default, and temporary tables",
    given: ({ role, db }) =>
      `${WRITER} grant temporary on database ${db} to ${role}; create domain public.d as int default hid.mark()`,
    proof: () => ["create temporary table x (a public.d, b int)", "insert into x (b) values (1)", LEFT],
    verdict: "can-write",
    finds: [{ ...DEFINER, names: "public.d" }],
  },
  {
    title: "a domain's default, and no table to use it in",
    given: () => `${WRITER} create domain public.d as int default hid.mark()`,
    proof: () => ["select null::public.d", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "a view on a materialised view, whose query ran when it was filled",
    given: ({ role }) => `${WRITER} create materialized view public.mv as select hid.mark() as m;
      delete from public.orders where id = 99; create view public.v as select * from public.mv;
      grant select on public.mv, public.v to ${role}`,
    proof: () => ["select * from public.v", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "a rule for INSERT on a view that it may only read",
    given: ({ role }) => `${WRITER} create view public.v as select 1 as a;
      create rule r as on insert to public.v do instead select hid.mark(); grant select on public.v to ${role}`,
    proof: () => ["select * from public.v", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "the same rule, and INSERT",
    given: ({ role }) => `${WRITER} create view public.v as select 1 as a;
      create rule r as on insert to public.v do instead select hid.mark(); grant select, insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)", LEFT],
    verdict: "can-write",
    finds: [DEFINER],
  },
  {
    title: "TRIGGER where no trigger can be made, and a trigger function",
    given: ({ role }) => `create schema closed; create table closed.t (a int); grant trigger on closed.t to ${role};
      create materialized view public.mv as select 1 as a; grant trigger on public.mv to ${role};
      create function public.tf() returns trigger language plpgsql security definer as
        $$begin insert into public.orders (id) values (99); return null; end$$`,
    proof: () => ["create trigger x after insert on closed.t for each row execute function public.tf()"],
    ends: "42501",
    verdict: "read-only",
    silent: ["tf"],
  },
  {
    title: "EXECUTE with the right to hand it on, of a group",
    given: ({ role, n }) => `create role ${n("group")}; grant ${n("group")} to ${role};
      create function public.f(int, text default 'x') returns int language sql as 'select 1';
      revoke execute on function public.f from public; grant execute on function public.f to ${n("group")} with grant option`,
    proof: ({ n }) => [`set role ${n("group")}`, "grant execute on function public.f to public"],
    verdict: "can-write",
    finds: [{ code: "grant-option", names: "f" }],
  },
  {
    title: "EXECUTE with the right to hand it on, of a function that it cannot name",
    given: ({ role }) => `create schema closed; create function closed.f() returns int language sql as 'select 1';
      create type closed.c as (a int); grant usage on type closed.c to ${role} with grant option;
      grant execute on function closed.f to ${role} with grant option`,
    proof: () => ["grant execute on function closed.f to public"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "a C function that wipes visibility maps, under another name",
    since: 14,
    given: () => `create function public.tvm(regclass) returns void language c strict
      as '$libdir/pg_visibility', 'pg_truncate_visibility_map'`,
    proof: () => ["select public.tvm('public.orders')"],
    verdict: "can-write",
    finds: [{ code: "native-routine", names: "tvm" }],
  },
];

tellStories(STORIES);
