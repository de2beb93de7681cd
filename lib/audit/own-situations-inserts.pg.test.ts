import { type Story, tellStories } from "../testing/audit-story.ts";

/** INSERT that is refused at its first row, and what of it stays all the same. */
const refused = (table: string) =>
  `do $$begin insert into ${table} (a) values (1); exception when insufficient_privilege then null; end$$`;
const CLOSED = (role: string) => `alter table public.i enable row level security; grant insert on public.i to ${role};`;

const STORIES: readonly Story[] = [
  {
    title: "INSERT where no policy lets a row in uses up a number of an identity column",
    since: 13,
    until: 13,
    given: ({ role }) => `create table public.i (id int generated always as identity, a int); ${CLOSED(role)}
      grant select on public.i_id_seq to ${role}`,
    proof: () => [refused("public.i"), "select 1 / is_called::int from public.i_id_seq"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "public.i" }],
    cured: false,
  },
  {
    title: "INSERT where no policy lets a row in runs a trigger that comes before the row",
    since: 18,
    until: 18,
    given: ({ role }) => `create table public.i (a int); ${CLOSED(role)} grant select on public.numbers to ${role};
      create schema hid; create function hid.tf() returns trigger language plpgsql security definer as
        $$begin perform nextval('public.numbers'); return new; end$$;
      create trigger t before insert on public.i for each row execute function hid.tf()`,
    proof: () => [refused("public.i"), "select 1 / is_called::int from public.numbers"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "public.i" }],
    cured: false,
  },
  {
    title: "the same trigger after the row never runs",
    since: 17,
    until: 17,
    given: ({ role }) => `create table public.i (a int); ${CLOSED(role)} grant select on public.numbers to ${role};
      create schema hid; create function hid.tf() returns trigger language plpgsql security definer as
        $$begin perform nextval('public.numbers'); return new; end$$;
      create trigger t after insert on public.i for each row execute function hid.tf()`,
    proof: () => [refused("public.i"), "select 1 / is_called::int from public.numbers"],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "INSERT of one column, and another takes its number from a sequence that it may not use",
    given: ({
      role,
    }) => `create table public.s (id serial primary key, note text); grant insert (note) on public.s to ${role};
      create table public.b (id bigserial, note text); grant insert (note) on public.b to ${role}`,
    proof: () => ["insert into public.s (note) values ('x')"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "the same where a group of it may use the sequence",
    since: 15,
    until: 15,
    given: ({
      role,
      n,
    }) => `create table public.s (id serial primary key, note text); grant insert (note) on public.s to ${role};
      create role ${n("group")}; grant ${n("group")} to ${role}; grant usage on public.s_id_seq to ${n("group")}`,
    proof: () => ["insert into public.s (note) values ('x')"],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "note" }],
  },
  {
    title: "the same where it may fill that column too",
    since: 16,
    until: 16,
    given: ({
      role,
    }) => `create table public.s (id serial primary key, note text); grant insert (note) on public.s to ${role};
      grant insert (id) on public.s to public`,
    proof: () => ["insert into public.s (id, note) values (9, 'x')"],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "note" }],
  },
  {
    title: "INSERT of one column, and another is NOT NULL without a default",
    since: 14,
    until: 14,
    given: ({ role }) => `grant insert (note) on public.orders to ${role}`,
    proof: () => ["insert into public.orders (note) values ('x')"],
    ends: "23502",
    verdict: "read-only",
    silent: ["orders"],
  },
  {
    title: "the same where a trigger fills it",
    since: 18,
    until: 18,
    given: ({ role }) => `grant insert (note) on public.orders to ${role};
      create function public.fill() returns trigger language plpgsql as 'begin new.id = 9; return new; end';
      create trigger t before insert on public.orders for each row execute function public.fill()`,
    proof: () => ["insert into public.orders (note) values ('x')"],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "note" }],
  },
];

tellStories(STORIES);
