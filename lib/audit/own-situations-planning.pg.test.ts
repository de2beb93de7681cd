import { type Story, tellStories } from "../testing/audit-story.ts";

/** A definer that leaves a row in public.seen with the name of who set it off; its schema is closed to everybody. */
const WRITER = `create schema hid; create table public.seen (who name); grant select on public.seen to public;
  create function hid.note() returns void language sql as $$insert into public.seen values (session_user)$$;
  create function hid.mark(int) returns boolean language plpgsql immutable security definer
    set search_path = pg_catalog, pg_temp as $$begin perform hid.note(); return true; end$$;`;
/** Divides by zero unless it left one for the role. */
const LEFT = "select 1 / count(*) from public.seen where who = session_user";

/** Code that runs while a statement is planned, before anybody asks for a right. */
const STORIES: readonly Story[] = [
  {
    title: "an index predicate that planning folds",
    given: () => `${WRITER} create index on public.customers (id) where hid.mark(1)`,
    proof: () => ["explain select * from public.customers", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "mark" }],
  },
  {
    title: "an index predicate over a column runs only for who writes",
    given: () => `${WRITER} create index on public.customers (id) where hid.mark(id)`,
    proof: () => ["explain select * from public.customers", "select * from public.customers where id = 1", LEFT],
    ends: "22012",
    verdict: "read-only",
    silent: ["mark"],
  },
  {
    title: "a check constraint that planning folds, where constraint_exclusion is on",
    given: () => `${WRITER} alter table public.customers add check (hid.mark(1))`,
    proof: () => ["set constraint_exclusion = on", "explain select * from public.customers where id = 1", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "mark" }],
  },
  {
    title: "a partition key that opening the table folds",
    given: ({
      role,
    }) => `${WRITER} create table public.parts (id int, note text) partition by list ((hid.mark(1)::int + id));
      create table public.parts_2 partition of public.parts for values in (2);
      grant select on public.parts to ${role}`,
    proof: () => ["explain select * from public.parts", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "table public.parts" }],
  },
  {
    title: "extended statistics that planning folds",
    since: 14,
    given: () => `${WRITER} create statistics public.st on (id * 2), (hid.mark(1) and id > 0) from public.customers`,
    proof: () => ["explain select * from public.customers where id * 2 = 4", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "mark" }],
  },
  {
    title: "a difference of a range type, which estimating calls without EXECUTE",
    given: ({ role }) => `${WRITER}
      create function hid.diff(a float8, b float8) returns float8 language plpgsql immutable security definer
        set search_path = pg_catalog, pg_temp as $$begin perform hid.note(); return a - b; end$$;
      create type public.span as range (subtype = float8, subtype_diff = hid.diff);
      revoke execute on function hid.diff from public;
      create table public.spans (s public.span);
      insert into public.spans select public.span(i, i + 2) from generate_series(1, 300) i; analyze public.spans;
      grant select on public.spans to ${role}`,
    proof: () => ["explain select * from public.spans where s && public.span(10, 20)", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "range type public.span" }],
  },
  {
    title: "a check constraint over a column, copied onto a temporary table of its own",
    given: ({ role, db }) => `${WRITER} grant temporary on database ${db} to ${role};
      alter table public.customers add check (hid.mark(id))`,
    proof: () => [
      "create temp table own (like public.customers including all)",
      "insert into own values (9, 'nine')",
      LEFT,
    ],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "a copy of the table public.customers" }],
  },
  {
    title: "a default and a generated column, copied onto a temporary table of its own",
    given: ({ role, db }) => `${WRITER} grant temporary on database ${db} to ${role};
      create function hid.next() returns int language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
        as $$begin perform hid.note(); return 1; end$$;
      create function hid.twice(int) returns int language plpgsql immutable security definer
        set search_path = pg_catalog, pg_temp as $$begin perform hid.note(); return 1; end$$;
      create table public.made (id int default hid.next(), b int, twice int generated always as (hid.twice(b)) stored);
      grant select on public.made to ${role}`,
    proof: () => ["create temp table own (like public.made including all)", "insert into own (b) values (1)", LEFT],
    verdict: "can-write",
    finds: [
      { code: "definer-routine", names: "next" },
      { code: "definer-routine", names: "twice" },
    ],
  },
  {
    title: "the same without SELECT on the whole table",
    given: ({ role, db }) => `${WRITER} grant temporary on database ${db} to ${role};
      create table public.made (id int, flag boolean check (hid.mark(id)));
      revoke select on public.made from ${role}; grant select (id) on public.made to ${role}`,
    proof: () => ["create temp table own (like public.made including all)"],
    ends: "42501",
    verdict: "read-only",
    silent: ["mark"],
  },
];

tellStories(STORIES);
