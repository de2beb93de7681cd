import { type Story, tellStories } from "../testing/audit-story.ts";

/** A domain whose check writes with the rights of whoever makes a value of it, and a function that does. */
const WRITER = `create schema hid; create function hid.note(int) returns boolean language plpgsql as
  $$begin insert into public.orders (id) values (99) on conflict do nothing; return true; end$$;
  create domain hid.d as int check (hid.note(value)); create table hid.t (a hid.d);`;
const PINNED = "security definer set search_path = pg_catalog, pg_temp";
const CALLED = ["select public.f()", "select 1 / (select count(*) from public.orders where id = 99)"];
const FOUND = [{ code: "definer-routine", class: "write", names: "public.f" }] as const;

/** Definers whose text only reads, and whose values run code of others with the owner's rights. */
const STORIES: readonly Story[] = [
  {
    title: "a definer that gives back a domain by an OUT parameter",
    since: 18,
    until: 18,
    given: () => `${WRITER} create function public.f(out x hid.d, out y int) language plpgsql ${PINNED} as
      $$begin x := 1; y := 2; end$$`,
    proof: () => CALLED,
    verdict: "can-write",
    finds: [...FOUND],
  },
  {
    title: "a definer that fills a row with a domain in it",
    since: 13,
    until: 13,
    given: () => `${WRITER} create function public.f() returns int language plpgsql ${PINNED} as
      $$declare r hid.t%rowtype; begin r.a := 1; return 1; end$$`,
    proof: () => CALLED,
    verdict: "can-write",
    finds: [...FOUND],
  },
  {
    title: "a definer with a variable of a column's type, which is a domain",
    since: 16,
    until: 16,
    given: () => `${WRITER} create function public.f() returns int language plpgsql ${PINNED} as
      $$declare v hid.t.a%type; begin v := 1; return 1; end$$`,
    proof: () => CALLED,
    verdict: "can-write",
    finds: [...FOUND],
  },
  {
    title: "a definer that sorts values whose comparison writes",
    since: 14,
    until: 14,
    given: () => `${WRITER} create type hid.e as (a int); create function hid.cmp(hid.e, hid.e) returns int
        language plpgsql as 'begin perform hid.note(1); return 0; end';
      create function hid.eq(hid.e, hid.e) returns boolean language sql immutable as 'select false';
      create operator hid.= (leftarg = hid.e, rightarg = hid.e, function = hid.eq);
      create operator class hid.ops default for type hid.e using btree as
        operator 3 hid.=, function 1 hid.cmp(hid.e, hid.e);
      create operator hid.< (leftarg = hid.e, rightarg = hid.e, function = hid.eq);
      alter operator family hid.ops using btree add operator 1 hid.< (hid.e, hid.e);
      create table hid.s (c hid.e); insert into hid.s values (row(1)), (row(2));
      create function public.f() returns bigint language sql ${PINNED} as
        'select count(*) from (select c from hid.s order by c) x'`,
    proof: () => CALLED,
    verdict: "can-write",
    finds: [...FOUND],
  },
  {
    title: "a definer that fills a row whose domain only looks",
    since: 17,
    until: 17,
    given: () => `create schema hid; create domain hid.d as int check (value > 0); create table hid.t (a hid.d);
      create function public.f(out x hid.d, out y int) language plpgsql ${PINNED} as
        $$declare r hid.t%rowtype; v hid.t.a%type; begin r.a := 1; v := 1; x := r.a; y := v; end$$`,
    proof: () => ["select public.f()"],
    verdict: "read-only",
    finds: [{ code: "definer-routine", class: "exposure", names: "public.f" }],
  },
];

tellStories(STORIES);
