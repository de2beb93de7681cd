import { type Story, tellStories } from "../testing/audit-story.ts";

/** A definer in a closed schema that leaves the order 99. */
const WRITER = `create schema hid; create function hid.mark() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$begin insert into public.orders (id) values (99) on conflict do nothing; end$$;`;
const LEFT = "select 1 / (select count(*) from public.orders where id = 99)";
const REPLICA = "set session_replication_role = replica";
const VIEW = `create function hid.tf() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$begin perform hid.mark(); return new; end$$;
  create view public.v as select 1 as a; create trigger i instead of insert on public.v for each row execute function hid.tf();
  update pg_catalog.pg_trigger set tgenabled = 'R' where tgrelid = 'public.v'::regclass;`;
const EVENT = (name: string) => `create function hid.et() returns event_trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$begin perform hid.mark(); end$$;
  create event trigger ${name} on ddl_command_end execute function hid.et(); alter event trigger ${name} enable replica;`;
const DEFAULTS = "alter default privileges grant select on tables to public";

/** What session_replication_role, programs behind tables and borrowed roles come to. */
const STORIES: readonly Story[] = [
  {
    title: "an INSTEAD OF trigger for replicas, and SET on session_replication_role",
    since: 15,
    until: 15,
    given: ({ role }) => `${WRITER}${VIEW} grant insert on public.v to ${role};
      grant set on parameter session_replication_role to ${role}`,
    proof: () => [REPLICA, "insert into public.v values (1)", LEFT],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "replica trigger public.i on v" }],
  },
  {
    title: "the same trigger, and nobody who may be a replica",
    since: 18,
    until: 18,
    given: ({ role }) => `${WRITER}${VIEW} grant insert on public.v to ${role}`,
    proof: () => ["insert into public.v values (1)", LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "a rule that does nothing instead, and SET on session_replication_role, with which it rests",
    since: 17,
    until: 17,
    given: ({ role }) => `create view public.v as select * from public.orders;
      create rule r as on insert to public.v do instead nothing; grant insert on public.v to ${role};
      grant set on parameter session_replication_role to ${role}`,
    proof: () => [REPLICA, "insert into public.v (id) values (99)", LEFT],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: '"v"' }],
  },
  {
    title: "an event trigger for replicas, and a role whose sessions are replicas",
    since: 13,
    until: 13,
    given: ({ role, n }) => `${WRITER}${EVENT(n("et"))} alter role ${role} set session_replication_role = replica`,
    proof: () => [DEFAULTS, LEFT],
    verdict: "can-write",
    finds: [{ code: "event-trigger", class: "write" }],
  },
  {
    title: "an event trigger for replicas, and ordinary sessions",
    since: 14,
    until: 14,
    given: ({ n }) => `${WRITER}${EVENT(n("et"))}`,
    proof: () => [DEFAULTS, LEFT],
    ends: "22012",
    verdict: "read-only",
  },
  {
    title: "a foreign table that runs a program, and a view over a closed one",
    since: 16,
    until: 16,
    given: ({ role, n }) => `create extension file_fdw; create server ${n("f")} foreign data wrapper file_fdw;
      create schema hid; create foreign table hid.load (a text) server ${n("f")} options (program 'echo 1');
      create foreign table public.load (a text) server ${n("f")} options (program 'echo 2');
      create view public.v as select * from hid.load; grant select on public.v, public.load to ${role}`,
    proof: () => ["select a from public.load", "select a from public.v"],
    verdict: "can-write",
    finds: [
      { code: "foreign-program", class: "write", names: "echo 1" },
      { code: "foreign-program", class: "write", names: "echo 2" },
    ],
  },
  {
    title: "a group that others read through, and a login that it may become: it can spoil both, and changes no data",
    since: 17,
    until: 17,
    given: ({ role, n }) => `create role ${n("readers")}; create role ${n("other")} login password 'x';
      grant select on public.orders to ${n("readers")}; grant ${n("readers")} to ${role}, ${n("other")};
      grant ${n("other")} to ${role}`,
    proof: ({ n }) => [
      `drop owned by ${n("readers")}`,
      `set role ${n("other")}`,
      `alter role ${n("other")} password 'y'`,
    ],
    verdict: "read-only",
    finds: [
      { code: "borrowed-role", class: "side-effect", names: "_readers" },
      { code: "borrowed-role", class: "side-effect", names: "password" },
    ],
  },
  {
    title: "the functions that make large objects, granted to this login alone",
    since: 18,
    until: 18,
    given: ({
      role,
    }) => `revoke execute on function lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) from public;
      grant execute on function lo_create(oid) to ${role}`,
    proof: () => ["select lo_create(0)"],
    verdict: "read-only",
    finds: [{ code: "large-objects", names: "This login can store" }],
  },
];

tellStories(STORIES);
