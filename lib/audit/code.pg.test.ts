import { type Story, tellStories } from "../testing/audit-story.ts";

const WRITER = "begin insert into public.customers values (99, 'evil') on conflict do nothing; return 1; end";
const WRITE = `language plpgsql security definer set search_path = pg_catalog, pg_temp as $$${WRITER}$$`;

/** Triggers, readers, built-ins, native code, extensions, event triggers and languages. */
const STORIES: readonly Story[] = [
  {
    title: "a trigger function, and a temporary table to attach it to",
    given: ({ db }) => `grant temporary on database ${db} to public;
      create function public.t() returns trigger language plpgsql security definer as $$begin insert into public.customers values (99, 'evil'); return new; end$$`,
    proof: () => [
      "create temp table x (a int)",
      "create trigger t before insert on x for each row execute function public.t()",
      "insert into x values (1)",
    ],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "temporary table" }],
  },
  {
    title: "a trigger function, and nothing to attach it to",
    given: () =>
      `create function public.t() returns trigger language plpgsql security definer as $$begin insert into public.customers values (99, 'evil'); return new; end$$`,
    proof: () => ["select public.t()"],
    ends: "0A000",
    verdict: "read-only",
  },
  {
    title: "a trigger function that does nothing, and a temporary table",
    given: ({ db }) => `grant temporary on database ${db} to public;
      create function public.t() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$begin return new; end$$`,
    verdict: "read-only",
  },
  {
    title: "a reader that pins its search_path",
    given: () => `create schema vault; create table vault.k (v text);
      create function public.f() returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as 'select count(*) from vault.k'`,
    proof: () => ["select public.f()"],
    verdict: "read-only",
    finds: [{ code: "definer-routine", class: "exposure", names: "vault.k" }],
  },
  {
    title: "a reader that pins nothing, and temporary objects to put in its way",
    given: ({ db }) => `grant temporary on database ${db} to public;
      create function public.f() returns bigint language sql stable security definer as 'select count(*) from customers'`,
    proof: () => [
      "create function pg_temp.evil() returns int language plpgsql as $$begin insert into public.customers values (99, 'evil'); return 1; end$$",
      "create temp view customers as select pg_temp.evil() as n",
      "select public.f()",
    ],
    // A STABLE function may not write, but the temporary one is VOLATILE and runs within it.
    verdict: "can-write",
    cured: false,
    finds: [{ code: "definer-routine", class: "write" }],
  },
  {
    title: "a reader that pins nothing, without temporary objects",
    given: () =>
      "create function public.f() returns bigint language sql stable security definer as 'select count(*) from customers'",
    verdict: "read-only",
    finds: [{ code: "definer-routine", class: "exposure" }],
  },
  {
    title: "a definer whose owner has no more power than anybody",
    given: ({ n }) => `create role ${n("meek")}; grant usage on schema public to ${n("meek")};
      create function public.f() returns int ${WRITE}; alter function public.f() owner to ${n("meek")}`,
    proof: () => ["select public.f()"],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "definer-routine", class: "exposure" }],
  },
  {
    title: "a definer whose owner writes as a member of others",
    given: ({
      n,
    }) => `create role ${n("meek")}; create role ${n("writer")}; grant usage on schema public to ${n("writer")};
      grant insert on public.customers to ${n("writer")}; grant ${n("writer")} to ${n("meek")};
      create function public.f() returns int ${WRITE}; alter function public.f() owner to ${n("meek")}`,
    proof: () => ["select public.f()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", class: "write" }],
  },
  {
    title: "a built-in made a definer: Postgres calls it past its own settings",
    given: () => "alter function pg_catalog.setval(regclass, bigint) security definer",
    proof: () => ["select setval('public.numbers', 5)"],
    ends: "42501",
    verdict: "read-only",
  },
  {
    title: "a copy of a built-in made a definer",
    given: () =>
      "create function public.jump(regclass, bigint) returns bigint language internal security definer as 'setval_oid'",
    proof: () => ["select public.jump('public.numbers', 5)"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "jump" }],
  },
  {
    title: "a definer hidden in pg_catalog",
    given: () => `create function pg_catalog.zz() returns int ${WRITE}`,
    proof: () => ["select zz()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "zz" }],
  },
  {
    title: "a built-in that is kept back, granted",
    given: () => "grant execute on function pg_catalog.pg_stat_reset() to public",
    proof: () => ["select pg_catalog.pg_stat_reset()"],
    verdict: "can-write",
    finds: [{ code: "sensitive-routine", names: "pg_stat_reset" }],
  },
  {
    title: "a built-in that reads files, granted",
    given: ({ role }) => `grant execute on function pg_catalog.pg_read_file(text) to ${role}`,
    proof: () => ["select length(pg_read_file('PG_VERSION'))"],
    verdict: "read-only",
    finds: [{ code: "sensitive-routine", class: "exposure", names: "pg_read_file" }],
  },
  {
    title: "a copy of a built-in that it may not execute",
    given: () => `create function public.harmless(text) returns bigint language internal strict as 'be_lo_import';
      create function public.same(int, int) returns int language internal immutable strict as 'int4pl'`,
    verdict: "can-write",
    cured: false,
    finds: [{ code: "sensitive-routine", names: "harmless" }],
    silent: ["same"],
  },
  {
    title: "native code of no extension",
    given: () =>
      "create function public.harmless() returns int language c as '$libdir/dict_snowball', 'dsnowball_init'",
    verdict: "can-write",
    finds: [{ code: "native-routine", names: "harmless" }],
  },
  {
    title: "an old dump's copy of a contrib function",
    given: () =>
      "create function public.soundex(text) returns text language c immutable strict as '$libdir/fuzzystrmatch', 'soundex'",
    proof: () => ["select public.soundex('a')"],
    verdict: "read-only",
    silent: ["soundex"],
  },
  {
    title: "extensions as they are shipped",
    given: () =>
      "create extension dblink; create extension pgcrypto; create extension lo; create extension hstore; create extension pg_trgm; create extension postgres_fdw; create extension file_fdw; create extension citext; create extension ltree; create extension intarray; create extension tablefunc; create extension pg_prewarm; create extension pageinspect; create extension pgstattuple; create extension pg_visibility; create extension amcheck",
    verdict: "read-only",
    reach: "all",
  },
  {
    title: "dblink_connect_u, granted",
    given: () => "create extension dblink; grant execute on function public.dblink_connect_u(text) to public",
    verdict: "can-write",
    finds: [{ code: "sensitive-routine", names: "dblink_connect_u" }],
  },
  {
    title: "an event trigger on commands that writes as its owner",
    given: () =>
      `create function public.et() returns event_trigger language plpgsql security definer as $$begin insert into public.customers values (99, tg_tag); end$$;
      create event trigger EVT on ddl_command_start execute function public.et()`.replace("EVT", "evt"),
    proof: () => ["drop table if exists nothing_of_this_name"],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "event-trigger", names: "evt" }],
  },
  {
    title: "a definer that returns event_trigger and hangs on nothing",
    given: () =>
      "create function public.et() returns event_trigger language plpgsql security definer as $$begin insert into public.customers values (99, tg_tag); end$$",
    verdict: "read-only",
  },
  {
    title: "a login trigger without rights of others is named",
    since: 17,
    given: () =>
      "create function public.lt() returns event_trigger language plpgsql as $$begin perform 1; end$$; create event trigger lt on login execute function public.lt()",
    verdict: "read-only",
    finds: [{ code: "event-trigger", class: "notice", names: "lt" }],
  },
  {
    title: "an untrusted language marked as trusted",
    given: ({
      db,
    }) => `create extension pltclu; update pg_catalog.pg_language set lanpltrusted = true where lanname = 'pltclu';
      grant usage on language pltclu to public; grant temporary on database ${db} to public`,
    proof: () => ["create function pg_temp.os() returns text language pltclu as 'return 1'"],
    verdict: "can-write",
    finds: [{ code: "untrusted-language", names: "pltclu" }],
  },
  {
    title: "a trusted language is anybody's own business",
    given: ({ db }) => `create extension pltcl; grant temporary on database ${db} to public`,
    verdict: "read-only",
  },
];

tellStories(STORIES);
