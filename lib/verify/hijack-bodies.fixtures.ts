import { type BodyCase, PINNED } from "./bodies.fixtures.ts";

/** What a stranger with TEMPORARY plants: run by a definer, it moves the sequence. */
const EVIL = `create function pg_temp.evil() returns bigint language plpgsql as $$ begin
  return nextval((select oid from pg_catalog.pg_class where relname = 'moved')::regclass); end $$;`;

/** Names that a temporary object can take, and their twins that it cannot. */
export const HIJACK_CASES: BodyCase[] = [
  {
    ...hijack("temp_relation", "select count(*) from secret", "security definer set search_path = v"),
    moves: `${EVIL} create view pg_temp.secret as select pg_temp.evil() as id; select b.temp_relation()`,
  },
  {
    ...hijack("temp_last", "select count(*) from secret", "security definer set search_path = v, pg_temp"),
    effect: "reads",
  },
  {
    ...hijack("no_temp", "select count(*) from secret", "security definer set search_path = v"),
    temporary: false,
    effect: "reads",
  },
  { ...hijack("all_qualified", "select count(*) from v.secret where id > 0", "security definer"), effect: "reads" },
  {
    ...hijack(
      "temp_type",
      "select length(s.label::text)::bigint from v.secret s",
      "security definer set search_path = ''",
    ),
    moves: `${EVIL} create domain pg_temp.text as pg_catalog.text check (pg_temp.evil() > 0); select b.temp_type()`,
  },
  {
    ...hijack("grammar_type", "select s.id::bigint from v.secret s", "security definer set search_path = ''"),
    effect: "reads",
  },
  {
    name: "temp_declared",
    make: `create function b.temp_declared() returns bigint language plpgsql security definer set search_path = ''
      as $$ declare t text; begin t := 'a'; return 1; end $$`,
    effect: "not-reads",
    temporary: true,
    moves: `${EVIL} create domain pg_temp.text as pg_catalog.text check (pg_temp.evil() > 0); select b.temp_declared()`,
  },
  {
    name: "declared_elsewhere",
    make: `create function b.declared_elsewhere(a text) returns text language plpgsql security definer set search_path = ''
      as $$ declare n bigint; begin select count(*) into n from v.secret; return a; end $$`,
    effect: "reads",
    temporary: true,
  },
  {
    name: "chosen_type",
    make: `create function b.chosen_type(a anyelement) returns bigint language sql ${PINNED} as $$ select a::bigint $$`,
    effect: "not-reads",
    temporary: true,
    moves: `${EVIL} create type pg_temp.mine as (a int);
      create function pg_temp.to_number(pg_temp.mine) returns bigint language sql as 'select pg_temp.evil()';
      create cast (pg_temp.mine as bigint) with function pg_temp.to_number(pg_temp.mine);
      select b.chosen_type(row(1)::pg_temp.mine)`,
  },
];

function hijack(name: string, body: string, how: string): BodyCase {
  const make = `create function b.${name}() returns bigint language sql ${how} as $x$ ${body} $x$`;
  return { name, make, effect: "not-reads", temporary: true };
}
