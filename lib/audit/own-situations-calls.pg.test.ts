import { type Story, tellStories } from "../testing/audit-story.ts";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";

/** Routines by which a caller reaches further than his own rights, and what looks like it and does not. */
const STORIES: readonly Story[] = [
  {
    title: "definers that hand their argument to what runs it, or reads what it names",
    given: () => `create extension tablefunc;
      create function public.by_crosstab(q text) returns setof record language sql ${DEFINER} as
        $$select * from public.crosstab(q) as t(a text, b text)$$;
      create function public.by_connectby(r text) returns setof record language sql ${DEFINER} as
        $$select * from public.connectby(r, 'id', 'parent', '1', 0) as t(a text, b text, c int)$$;
      create function public.by_ts_stat(q text) returns setof text language sql ${DEFINER} as
        $$select word from pg_catalog.ts_stat(q)$$;
      create function public.by_rewrite(q text) returns tsquery language sql ${DEFINER} as
        $$select pg_catalog.ts_rewrite('a'::tsquery, q)$$;
      create function public.by_cursor(c refcursor) returns xml language sql ${DEFINER} as
        $$select pg_catalog.cursor_to_xml(c, 10, true, true, '')$$;
      create function public.by_table(t regclass) returns xml language sql ${DEFINER} as
        $$select pg_catalog.table_to_xml(t, true, true, '')$$;`,
    proof: () => [
      `select * from public.by_crosstab('select nextval(''public.numbers'')::text, ''b'', ''c''') as t(a text, b text)`,
    ],
    verdict: "can-write",
    finds: ["by_crosstab", "by_connectby", "by_ts_stat", "by_rewrite", "by_cursor", "by_table"].map((names) => ({
      code: "definer-routine",
      class: "write",
      names,
    })),
  },
  {
    title: "definers that change what is no table",
    given: () => `create function public.lob() returns oid language sql ${DEFINER} as
        $$select pg_catalog.lo_from_bytea(0, '\\x00')$$;
      create function public.step() returns bigint language sql ${DEFINER} as $$select nextval('public.numbers')$$;
      create function public.kill(p int) returns boolean language sql ${DEFINER} as
        $$select pg_catalog.pg_terminate_backend(p)$$;
      create function public.setting(v text) returns text language sql ${DEFINER} as
        $$select pg_catalog.set_config('session_replication_role', v, false)$$;
      create function public.slot() returns name language sql ${DEFINER} as
        $$select slot_name from pg_catalog.pg_create_physical_replication_slot('none')$$;
      create function public.wal() returns pg_lsn language sql ${DEFINER} as
        $$select pg_catalog.pg_logical_emit_message(false, 'a', 'b')$$;`,
    proof: () => ["select public.setting('replica')", "select public.step()"],
    verdict: "can-write",
    finds: ["lob", "step", "kill", "setting", "slot", "wal"].map((names) => ({
      code: "definer-routine",
      class: "write",
      names,
    })),
  },
  {
    title: "a definer that everybody may call, this login by a grant of its own too",
    given: ({ role }) => `create function public.f() returns void language sql ${DEFINER} as
        $$insert into public.orders values (9)$$; grant execute on function public.f() to ${role}`,
    proof: () => ["select public.f()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "f" }],
  },
  {
    title: "a definer that a group of a group may call",
    given: ({ role, n }) => `create role ${n("far")}; create role ${n("near")}; grant ${n("far")} to ${n("near")};
      grant ${n("near")} to ${role}; create function public.f() returns void language sql ${DEFINER} as
        $$insert into public.orders values (9)$$; revoke execute on function public.f() from public;
      grant execute on function public.f() to ${n("far")}`,
    proof: () => ["select public.f()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "f" }],
  },
  {
    title: "an argument's default is evaluated with the caller's own rights",
    given: () => `create function public.inner() returns int language plpgsql as
        $$begin insert into public.orders values (9); return 1; end$$;
      create function public.outer(a int default public.inner()) returns int language sql ${DEFINER} as $$select a$$`,
    proof: () => ["select public.outer()"],
    ends: "42501",
    verdict: "read-only",
    silent: ["outer", "inner"],
  },
  {
    title: "a C function of a well-known module, under another name and kept from nobody",
    since: 14,
    given: () => `create function public.wipe(oid, oid, bigint) returns void language c
        as '$libdir/pg_stat_statements', 'pg_stat_statements_reset_1_7'`,
    verdict: "can-write",
    finds: [{ code: "native-routine", names: "wipe" }],
  },
  {
    title: "jobs that run later, where the scheduler's schema is open",
    given: () => `create schema cron; create extension citext schema cron;
      create function cron.schedule(text, text) returns bigint language internal as 'int8in';
      alter extension citext add function cron.schedule(text, text);
      update pg_catalog.pg_extension set extname = 'pg_cron' where extname = 'citext'; grant usage on schema cron to public`,
    verdict: "can-write",
    finds: [{ code: "sensitive-routine", class: "write", names: "cron.schedule" }],
  },
  {
    title: "the same scheduler behind a closed schema",
    given: () => `create schema cron; create extension citext schema cron;
      create function cron.schedule(text, text) returns bigint language internal as 'int8in';
      alter extension citext add function cron.schedule(text, text);
      update pg_catalog.pg_extension set extname = 'pg_cron' where extname = 'citext'`,
    verdict: "read-only",
    silent: ["schedule"],
  },
  {
    title: "connections to elsewhere, a tablespace to choose, a large object to read",
    given: ({ role }) => `create extension dblink; grant create on tablespace pg_default to ${role};
      select lo_from_bytea(424242, 'hello'); grant select on large object 424242 to public`,
    proof: () => ["select lo_get(424242)", "select public.dblink_connect('dbname=postgres')"],
    ends: "2F003",
    verdict: "read-only",
    finds: [
      { code: "outbound", class: "side-effect", names: "dblink" },
      { code: "tablespace-create", class: "side-effect", names: "pg_default" },
      { code: "large-object-read", class: "exposure", names: "424242" },
    ],
  },
  {
    title: "what stands about in honest databases and is none of this login's",
    given: ({ role }) => `create publication p for all tables; create table public.log (a int);
      create rule r as on insert to public.orders do also insert into public.log values (1);
      create view public.v as select * from public.orders; grant select on public.log, public.v to ${role};
      create function public.tf() returns trigger language plpgsql ${DEFINER} as
        $$begin insert into public.log values (1); return null; end$$;
      revoke execute on function public.tf() from public;
      create trigger i instead of insert on public.v for each row execute function public.tf();
      create trigger t after insert on public.orders for each row execute function public.tf();
      create table public.g (a int, b int generated always as (a * 2) stored); grant select on public.g to ${role};
      create schema evil; create function evil.count(anyelement) returns bigint language sql as 'select 1::bigint';
      grant usage on schema evil to public; alter role ${role} set search_path = evil, pg_catalog, public`,
    proof: () => ["insert into public.v (id) values (9)"],
    ends: "42501",
    verdict: "read-only",
    reach: "all",
  },
];

tellStories(STORIES);
