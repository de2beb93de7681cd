import { type Story, tellStories } from "../testing/audit-story.ts";

/** What is neither a relation, a role nor a routine. */
const STORIES: readonly Story[] = [
  {
    title: "CREATE on the schema public",
    given: () => "grant create on schema public to public",
    proof: () => ["create table public.evil (a int)"],
    verdict: "can-write",
    finds: [{ code: "schema-create", names: "public", via: ["PUBLIC"] }],
  },
  {
    title: "CREATE on a schema without USAGE on it",
    given: ({ role }) => `create schema scratch; grant create on schema scratch to ${role}`,
    proof: () => ["create table scratch.evil (a int)"],
    verdict: "can-write",
    finds: [{ code: "schema-create", names: "scratch" }],
  },
  {
    title: "CREATE on pg_catalog",
    given: ({ role }) => `grant create on schema pg_catalog to ${role}`,
    proof: () => ["create function pg_catalog.evil() returns int language sql as 'select 1'"],
    verdict: "can-write",
    finds: [{ code: "schema-create", names: "pg_catalog" }],
  },
  {
    title: "CREATE on the database",
    given: ({ db }) => `grant create on database ${db} to public`,
    proof: () => ["create schema evil"],
    verdict: "can-write",
    finds: [{ code: "database-create" }],
  },
  {
    title: "TEMPORARY is a side effect",
    given: ({ db }) => `grant temporary on database ${db} to public`,
    proof: () => ["create temp table x (a int)"],
    verdict: "read-only",
    finds: [{ code: "temporary-tables", class: "side-effect" }],
  },
  {
    title: "USAGE with the right to hand it on",
    given: ({ role }) => `grant usage on schema public to ${role} with grant option`,
    proof: () => ["grant usage on schema public to public"],
    verdict: "can-write",
    // Without the right GRANT only warns (01007), so the proof would not fail.
    cured: false,
    finds: [{ code: "grant-option", names: "public" }],
  },
  {
    title: "a foreign-data wrapper to make servers with",
    given: ({ role }) => `create extension postgres_fdw; grant usage on foreign data wrapper postgres_fdw to ${role}`,
    proof: () => ["create server evil foreign data wrapper postgres_fdw"],
    verdict: "can-write",
    finds: [{ code: "foreign-data-wrapper", names: "postgres_fdw" }],
  },
  {
    title: "a foreign server to make user mappings for",
    given: ({ role }) =>
      `create extension postgres_fdw; create server s foreign data wrapper postgres_fdw; grant usage on foreign server s to ${role}`,
    proof: () => ["create user mapping for current_user server s options (user 'x', password 'y')"],
    verdict: "can-write",
    finds: [{ code: "foreign-server", names: '"s"' }],
  },
  {
    title: "a foreign table that it may INSERT into, without an account on the other side",
    given: ({ role }) => `create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;
      create foreign table public.ft (a int) server s; grant select, insert on public.ft to ${role}`,
    proof: () => ["insert into public.ft values (1)"],
    ends: "42704",
    verdict: "read-only",
    reach: "partial",
    finds: [
      { code: "latent-privilege", names: "ft" },
      { code: "broken-relation", names: "ft" },
    ],
  },
  {
    title: "the same with an account for everybody",
    given: ({ role }) => `create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;
      create user mapping for public server s options (user 'x', password 'y');
      create foreign table public.ft (a int) server s; grant select, insert on public.ft to ${role}`,
    verdict: "can-write",
    finds: [
      { code: "table-privilege", names: "ft" },
      { code: "user-mapping", class: "exposure" },
    ],
  },
  {
    title: "a foreign table of file_fdw is only read",
    given: ({ role }) => `create extension file_fdw; create server f foreign data wrapper file_fdw;
      create foreign table public.ff (a text) server f options (filename 'PG_VERSION'); grant select, insert on public.ff to ${role}`,
    proof: () => ["insert into public.ff values ('x')"],
    ends: "0A000",
    verdict: "read-only",
    silent: ["ff"],
  },
  {
    title: "ALTER SYSTEM on a parameter",
    since: 15,
    given: ({ role }) => `grant alter system on parameter work_mem to ${role}`,
    verdict: "can-write",
    finds: [{ code: "parameter-alter-system", names: "work_mem" }],
  },
  {
    title: "SET on a parameter that only concerns its own session",
    since: 15,
    given: ({ role }) => `grant set on parameter session_replication_role, "my.thing" to ${role}`,
    proof: () => ["set session_replication_role = replica"],
    verdict: "read-only",
    finds: [{ code: "parameter-set", class: "side-effect", names: "session_replication_role" }],
  },
  {
    title: "SET on a parameter that lifts the checks of large objects",
    since: 15,
    given: ({ role }) => `select lo_create(424242); grant set on parameter lo_compat_privileges to ${role}`,
    proof: () => ["set lo_compat_privileges = on", "select lo_unlink(424242)"],
    verdict: "can-write",
    finds: [{ code: "parameter-set", class: "write" }],
  },
  {
    title: "a large object that everybody may overwrite",
    given: () => "select lo_from_bytea(424242, 'good'); grant select, update on large object 424242 to public",
    proof: () => ["select lo_put(424242, 0, 'evil')"],
    verdict: "can-write",
    finds: [{ code: "large-object-privilege", names: "424242" }],
  },
  {
    title: "the same where the functions that write are taken away",
    given: () => `select lo_from_bytea(424242, 'good'); grant update on large object 424242 to public;
      revoke execute on function pg_catalog.lo_put(oid, bigint, bytea), pg_catalog.lowrite(integer, bytea),
        pg_catalog.lo_truncate(integer, integer), pg_catalog.lo_truncate64(integer, bigint) from public`,
    proof: () => ["select lo_put(424242, 0, 'evil')"],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "large-object-privilege", class: "notice" }],
  },
  {
    title: "lo_compat_privileges for the database",
    given: ({ db }) => `select lo_create(424242); alter database ${db} set lo_compat_privileges = on`,
    proof: () => ["select lo_unlink(424242)"],
    verdict: "can-write",
    finds: [{ code: "lo-compat-privileges", names: "lo_compat_privileges" }],
  },
  {
    title: "default privileges that will let everybody write",
    given: ({ n }) =>
      `create role ${n("maker")}; alter default privileges for role ${n("maker")} grant insert on tables to public`,
    verdict: "read-only",
    finds: [{ code: "default-privileges", class: "notice", names: "maker" }],
  },
  {
    title: "readable password hashes of the old kind, of a login that can write",
    given: ({
      n,
    }) => `set password_encryption = md5; create role ${n("app")} login password 'x'; grant insert on public.orders to ${n("app")};
      grant select on pg_catalog.pg_authid to public`,
    proof: ({ n }) => [
      `select 1 / count(*) from pg_authid where rolname = ${n("app").replaceAll('"', "'")} and rolpassword like 'md5%'`,
    ],
    verdict: "can-write",
    finds: [{ code: "system-read", class: "write", names: "app" }],
  },
  {
    title: "the same of a login that cannot",
    given: ({ n }) =>
      `set password_encryption = md5; create role ${n("idle")} login password 'x'; grant select on pg_catalog.pg_shadow to public`,
    verdict: "read-only",
    finds: [{ code: "system-read", class: "exposure", names: "pg_shadow" }],
  },
  {
    title: "readable SCRAM verifiers",
    given: ({ n }) =>
      `create role ${n("app")} login superuser password 'x'; grant select (rolname, rolpassword) on pg_catalog.pg_authid to public`,
    verdict: "read-only",
    finds: [{ code: "system-read", class: "exposure", names: "pg_authid" }],
  },
  {
    title: "a view on a view that shows hashes of the old kind",
    given: ({
      role,
      n,
    }) => `set password_encryption = md5; create role ${n("app")} login password 'x'; grant insert on public.orders to ${n("app")};
      create schema hidden; create view hidden.v as select usename, passwd from pg_catalog.pg_shadow;
      create view public.w as select passwd from hidden.v where usename = ${n("app").replaceAll('"', "'")}; grant select on public.w to ${role}`,
    proof: () => ["select 1 / count(*) from public.w where passwd like 'md5%'"],
    verdict: "read-only",
    finds: [{ code: "system-read", class: "exposure", names: '"w"' }],
  },
  {
    title: "a view that shows hashes to a group of this login",
    since: 17,
    until: 17,
    given: ({ role, n }) => `create role ${n("group")}; grant ${n("group")} to ${role};
      create view public.hashes as select * from pg_catalog.pg_shadow; revoke select on public.hashes from ${role};
      grant select on public.hashes to ${n("group")}`,
    proof: () => ["select passwd from public.hashes"],
    verdict: "read-only",
    finds: [{ code: "system-read", class: "exposure", names: "As a member of" }],
  },
  {
    title: "a view that shows who there is, and no hashes",
    given: ({ role }) =>
      `create view public.who as select rolname, rolcanlogin from pg_catalog.pg_authid; grant select on public.who to ${role}`,
    verdict: "read-only",
    silent: ["who"],
  },
  {
    title: "readable passwords for other servers",
    given: () => "grant select on pg_catalog.pg_user_mapping to public",
    verdict: "read-only",
    finds: [{ code: "system-read", class: "exposure", names: "pg_user_mapping" }],
  },
  {
    title: "pg_settings is updatable for everybody as it is shipped",
    given: () => "",
    proof: () => ["update pg_settings set setting = '7MB' where name = 'work_mem'"],
    verdict: "read-only",
    silent: ["pg_settings"],
  },
  {
    title: "what everybody may do is said once and changes no verdict",
    given: () => "",
    proof: () => ["notify evil", "select pg_advisory_xact_lock(1)", "lock table public.customers in access share mode"],
    verdict: "read-only",
    finds: [
      { code: "any-login", class: "side-effect" },
      { code: "large-objects", class: "side-effect" },
    ],
  },
];

tellStories(STORIES);
