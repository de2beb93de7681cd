import type { FindingClass } from "./finding.ts";

/** What holding a privilege comes to. `does` completes "this login can …"; `why` is for the engineer. */
export type Policy = { class: FindingClass; does: string; why: string };

/**
 * What read-only means, as a table: every privilege that can be granted, by class of object (docs: 5.8, "Summary of
 * Access Privileges"). Reading privileges (SELECT, USAGE of schemas, types, trusted languages, CONNECT, EXECUTE) are
 * judged by what they open, elsewhere. Privileges WITH GRANT OPTION are judged by the rule grant-option.
 */
export const READ_ONLY = {
  relation: {
    INSERT: { class: "write", does: "add rows to", why: "INSERT, also by COPY FROM" },
    UPDATE: { class: "write", does: "change rows in", why: "UPDATE, SELECT FOR UPDATE and LOCK TABLE" },
    DELETE: { class: "write", does: "delete rows from", why: "DELETE and LOCK TABLE" },
    TRUNCATE: { class: "write", does: "empty", why: "TRUNCATE; row security does not hold it back" },
    TRIGGER: { class: "write", does: "attach code to", why: "a trigger runs with the rights of whoever writes next" },
    REFERENCES: {
      class: "write",
      does: "tie down rows of",
      why: "a foreign key blocks DELETE and UPDATE of what it points at",
    },
    MAINTAIN: { class: "write", does: "lock and rebuild", why: "VACUUM, CLUSTER, REINDEX, REFRESH, LOCK TABLE" },
  },
  sequence: {
    USAGE: { class: "write", does: "use up numbers of", why: "nextval is not undone by a rollback" },
    UPDATE: { class: "write", does: "set", why: "setval makes later inserts collide" },
  },
  schema: { CREATE: { class: "write", does: "make tables and functions in", why: "objects that stay" } },
  database: {
    CREATE: {
      class: "write",
      does: "make schemas and install extensions in",
      why: "CREATE SCHEMA, trusted extensions, publications",
    },
    TEMPORARY: { class: "side-effect", does: "make temporary tables in", why: "gone when the session ends" },
  },
  tablespace: {
    CREATE: { class: "side-effect", does: "place its tables on", why: "fills that volume, where it may make tables" },
  },
  "foreign-data-wrapper": {
    USAGE: { class: "write", does: "make foreign servers with", why: "CREATE SERVER makes an object that stays" },
  },
  "foreign-server": {
    USAGE: {
      class: "write",
      does: "make user mappings for",
      why: "CREATE USER MAPPING makes an object that stays, and connects as whoever it names",
    },
  },
  parameter: {
    SET: {
      class: "side-effect",
      does: "change for its own sessions",
      why: "a setting that only superusers may change",
    },
    "ALTER SYSTEM": {
      class: "write",
      does: "change for the whole server",
      why: "ALTER SYSTEM writes postgresql.auto.conf",
    },
  },
  "large-object": {
    SELECT: { class: "exposure", does: "read", why: "lo_get, loread" },
    UPDATE: { class: "write", does: "overwrite", why: "lo_put, lowrite, lo_truncate" },
  },
} as const satisfies Record<string, Record<string, Policy>>;

/** Attributes of a role (pg_roles), for the role itself and every role it can become. */
export const ATTRIBUTES = [
  ["superuser", "SUPERUSER", "write", "do everything", "every check of a privilege is skipped"],
  ["createRole", "CREATEROLE", "write", "make and change other logins", "CREATE ROLE, ALTER ROLE … PASSWORD"],
  ["createDb", "CREATEDB", "write", "make databases", "CREATE DATABASE, and it owns what it makes"],
  [
    "replication",
    "REPLICATION",
    "write",
    "copy the whole server and drop or hold replication slots",
    "a base backup holds every database; a slot that nobody reads fills the disk",
  ],
  ["bypassRls", "BYPASSRLS", "exposure", "see past row rules", "row security is not applied to it"],
] as const;

/**
 * Parameters that only a superuser may set and that, set for a session, change data or skip the checks that protect
 * it. Others change what the role's own session does or shows.
 */
export const WRITING_PARAMETERS: Readonly<Record<string, string>> = {
  lo_compat_privileges: "large objects are no longer checked: any of them can be overwritten or deleted",
  zero_damaged_pages: "pages that look damaged are wiped when they are read",
  session_preload_libraries:
    "ALTER ROLE of itself then loads any library file of the server into its sessions, past all privileges",
  allow_system_table_mods: "system tables count as ordinary ones",
  "plperl.on_plperl_init": "Perl code that runs before the safe mode of PL/Perl is on",
  "plperl.on_plperlu_init": "Perl code that runs without the safe mode of PL/Perl",
  "pltclu.start_proc": "names a function that runs in the untrusted interpreter",
};

/** Predefined roles (docs: 21.5), by what being a member of them allows. */
export const PREDEFINED: Readonly<Record<string, Policy>> = {
  pg_write_all_data: {
    class: "write",
    does: "change rows in every table",
    why: "INSERT, UPDATE, DELETE on all relations",
  },
  pg_execute_server_program: { class: "write", does: "run programs on the server", why: "COPY … TO PROGRAM" },
  pg_write_server_files: { class: "write", does: "write files on the server", why: "COPY … TO 'file', lo_export" },
  pg_maintain: {
    class: "write",
    does: "lock and rebuild every table",
    why: "VACUUM, CLUSTER, REINDEX, REFRESH, LOCK TABLE on all relations",
  },
  pg_signal_backend: {
    class: "write",
    does: "end the sessions of other logins",
    why: "pg_terminate_backend, pg_cancel_backend: what they had not committed is lost",
  },
  pg_read_all_data: {
    class: "exposure",
    does: "read every table in every schema",
    why: "SELECT on all relations, USAGE on all schemas",
  },
  pg_read_server_files: {
    class: "exposure",
    does: "read files on the server",
    why: "COPY … FROM 'file', pg_read_file",
  },
  pg_monitor: {
    class: "exposure",
    does: "see what other logins run",
    why: "pg_read_all_settings, pg_read_all_stats, pg_stat_scan_tables",
  },
  pg_read_all_settings: {
    class: "exposure",
    does: "see every setting of the server",
    why: "settings that only superusers see",
  },
  pg_read_all_stats: {
    class: "exposure",
    does: "see what other logins run",
    why: "pg_stat_activity.query of everybody",
  },
  pg_stat_scan_tables: {
    class: "exposure",
    does: "scan tables for statistics",
    why: "functions that may hold ACCESS SHARE for long",
  },
  pg_checkpoint: {
    class: "side-effect",
    does: "make the server write a checkpoint",
    why: "CHECKPOINT costs time, changes no data",
  },
  pg_create_subscription: {
    class: "side-effect",
    does: "subscribe to other databases, where it may also make objects",
    why: "CREATE SUBSCRIPTION also asks for CREATE on the database",
  },
  pg_use_reserved_connections: {
    class: "side-effect",
    does: "take connections kept free for others",
    why: "reserved_connections",
  },
  pg_signal_autovacuum_worker: {
    class: "side-effect",
    does: "interrupt automatic maintenance",
    why: "pg_terminate_backend of autovacuum workers",
  },
  pg_database_owner: { class: "notice", does: "act as the owner of the current database", why: "implicit member" },
};
