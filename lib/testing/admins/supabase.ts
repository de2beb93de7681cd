import { type AdminShape, sharedFrom16 } from "./admin-shape.ts";

/**
 * Supabase: `postgres` is NOSUPERUSER with BYPASSRLS; the platform's schemas belong to supabase_admin; default ACLs hand
 * new tables to three app roles; event triggers run after every DDL, GRANT included, and one of them refuses what a
 * less careful order of statements would do (granting on a table while its policy is not there yet is fine, dropping
 * the app roles' rights is not).
 */
export const SUPABASE: AdminShape = {
  id: "supabase",
  provider: "supabase",
  roles: ["supabase_admin", "supabase_auth_admin", "anon", "authenticated", "service_role"],
  attributes: () => "createrole createdb replication bypassrls",
  setUp: ({ admin, database }) => `
    create role supabase_admin superuser; create role supabase_auth_admin createrole;
    create role anon; create role authenticated; create role service_role bypassrls;
    grant anon, authenticated, service_role to ${admin}; grant pg_monitor to ${admin};
    alter database ${database} owner to ${admin}; alter schema public owner to ${admin};
    create schema auth authorization supabase_auth_admin; create table auth.users(id int, encrypted_password text);
    alter table auth.users owner to supabase_auth_admin; grant usage on schema auth to ${admin}; grant select on auth.users to ${admin};
    create schema extensions authorization supabase_admin;
    grant usage on schema public, shop to anon, authenticated, service_role;
    alter default privileges for role ${admin} in schema public, shop grant all on tables to anon, authenticated, service_role;
    alter default privileges for role supabase_admin in schema public, shop grant all on tables to anon, authenticated, service_role;
    set role supabase_admin;
    create table extensions.watched(tag text);
    create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql security definer set search_path = pg_catalog as $f$
      declare cmd record; begin for cmd in select * from pg_event_trigger_ddl_commands() loop
        if cmd.command_tag in ('GRANT', 'REVOKE', 'ALTER DEFAULT PRIVILEGES') then notify pgrst, 'reload schema'; end if;
        insert into extensions.watched values (cmd.command_tag); end loop; end $f$;
    create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
    reset role;`,
  makesApp: "admin",
  reserved: "supabase_lucien",
  expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: version >= 16 }),
};
