import { type Story, tellStories } from "../testing/audit-story.ts";

/** A definer marked IMMUTABLE in a closed schema that leaves the order 99. */
const WRITER = `create schema hid; create function hid.note() returns void language sql as
    $$insert into public.orders (id) values (99) on conflict do nothing$$;
  create function hid.mark(int) returns boolean language plpgsql immutable security definer
    set search_path = pg_catalog, pg_temp as $$begin perform hid.note(); return true; end$$;`;
const CLEAN = "delete from public.orders where id = 99;";
const LEFT = "select 1 / (select count(*) from public.orders where id = 99)";
/** A definer that runs what is handed to it, of an owner who is a member of a writer. */
const BORROWED = (n: (name: string) => string, how: string) => `create role ${n("owner")}; create role ${n("writer")};
  grant insert on public.orders to ${n("writer")}; grant ${n("writer")} to ${n("owner")} ${how};
  create function public.f(text) returns void language plpgsql security definer as 'begin execute $1; end';
  alter function public.f owner to ${n("owner")}`;
const INSERTS = "select public.f('insert into public.orders (id) values (99)')";

/** Beside each way there is a look-alike that is none. */
const STORIES: readonly Story[] = [
  {
    title: "an invalid index, which planning leaves alone",
    since: 15,
    until: 15,
    given: () => `${WRITER} create index bad on public.customers (id) where hid.mark(1); ${CLEAN}
      update pg_catalog.pg_index set indisvalid = false where indexrelid = 'public.bad'::regclass`,
    proof: () => ["explain select * from public.customers", LEFT],
    ends: "22012",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "a check that is NOT VALID, which planning leaves alone",
    since: 13,
    until: 13,
    given: () => `${WRITER} alter table public.customers add check (hid.mark(1)) not valid; ${CLEAN}`,
    proof: () => ["set constraint_exclusion = on", "explain select * from public.customers where id = 1", LEFT],
    ends: "22012",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "an index that planning folds, on a table that nobody can name",
    since: 17,
    until: 17,
    given: () => `${WRITER} create table hid.t (id int); create index on hid.t (id) where hid.mark(1)`,
    proof: () => ["explain select * from hid.t"],
    ends: "42501",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "the same as a part of a table that it reads",
    since: 13,
    until: 13,
    given: ({ role }) => `${WRITER} create table public.whole (id int) partition by list (id);
      create table hid.t partition of public.whole default; create index on hid.t (id) where hid.mark(1); ${CLEAN}
      grant select on public.whole to ${role}`,
    proof: () => ["explain select * from public.whole", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "table hid.t" }],
  },
  {
    title: "policies that look at what is deleted or added, and a login that only reads",
    since: 18,
    until: 18,
    given: () => `${WRITER} create policy d on public.orders for delete using (hid.mark(1));
      create policy a on public.orders using (true) with check (hid.mark(1));
      alter table public.orders enable row level security`,
    proof: () => ["select * from public.orders", LEFT],
    ends: "22012",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "the same function in what is looked at too",
    since: 14,
    until: 14,
    given: () => `${WRITER} create policy a on public.orders using (hid.mark(id)) with check (hid.mark(id));
      alter table public.orders enable row level security`,
    proof: () => ["select * from public.orders", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "policy public.a on orders" }],
  },
  {
    title: "an operator that it may not execute, and an estimate that calls it",
    since: 16,
    until: 16,
    given: ({ role }) => `create schema hid; grant select on public.numbers to ${role};
      create function hid.same(int, int) returns boolean language plpgsql stable security definer as
        $$begin perform nextval('public.numbers'); return true; end$$;
      create operator public.=== (leftarg = int, rightarg = int, function = hid.same, restrict = eqsel);
      create table public.many (a int); insert into public.many select i % 3 from generate_series(1, 300) i;
      analyze public.many; grant select on public.many to ${role}; revoke execute on function hid.same from public`,
    proof: () => [
      `do $$begin execute 'explain select * from public.many where a operator(public.===) 2';
        exception when insufficient_privilege then null; end$$`,
      "select 1 / is_called::int from public.numbers",
    ],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "operator public.===" }],
    cured: false,
  },
  {
    title: "the same operator without an estimate",
    since: 17,
    until: 17,
    given: ({ role }) => `create schema hid; create function hid.same(int, int) returns boolean language plpgsql stable
        security definer as $$begin perform nextval('public.numbers'); return true; end$$;
      create operator public.=== (leftarg = int, rightarg = int, function = hid.same);
      revoke execute on function hid.same from public; grant select on public.numbers to ${role}`,
    proof: () => ["select 1 operator(public.===) 2"],
    ends: "42501",
    verdict: "read-only",
    silent: ["same"],
  },
  {
    title: "16+: a definer whose owner could only SET ROLE to a writer, which is refused inside",
    since: 16,
    until: 16,
    given: ({ n }) => BORROWED(n, "with inherit false"),
    proof: () => [INSERTS],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "definer-routine", class: "exposure" }],
  },
  {
    title: "a definer whose owner inherits from a writer",
    since: 14,
    until: 14,
    given: ({ n }) => BORROWED(n, ""),
    proof: () => [INSERTS],
    verdict: "can-write",
    finds: [{ code: "definer-routine", class: "write" }],
  },
  {
    title: "INSERT on a foreign table for this login, and an account of a group that has no such right",
    since: 18,
    until: 18,
    given: ({ role, n }) => `create extension postgres_fdw; create server ${n("far")} foreign data wrapper postgres_fdw;
      create role ${n("group")}; grant ${n("group")} to ${role};
      create user mapping for ${n("group")} server ${n("far")} options (user 'u', password 'p');
      create foreign table public.ft (a int) server ${n("far")}; grant insert on public.ft to ${role}`,
    proof: () => ["insert into public.ft values (1)"],
    ends: "42704",
    verdict: "read-only",
    silent: ["ft"],
  },
];

tellStories(STORIES);
