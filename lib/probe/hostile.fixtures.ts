import { ident } from "../postgres/sql.ts";

type Database = { prefix: string; query(sql: string): Promise<Record<string, unknown>[]> };

/** A database in which whatever runs code leaves a trace: `h.trace` counts, `h.moved` moves. */
export const HOSTILE = `
create schema h; create sequence h.moved; create table h.trace(what text);
create function h.leave(what text) returns int language plpgsql security definer volatile as $$
  begin insert into h.trace values (what); return 1; end $$;
create function h.sly(n int) returns int language plpgsql security definer immutable as $$
  begin perform nextval('h.moved'); return n; end $$;
create function h.slow(n int) returns int language plpgsql immutable as $$ begin perform pg_sleep(30); return n; end $$;
create function h.sly_ok(n int) returns boolean language sql stable as $$ select h.sly(n) > 0 $$;
create function h.on_change() returns trigger language plpgsql security definer as $$
  begin insert into h.trace values (tg_op); return null; end $$;
create table public.plain(id int primary key, note text); insert into public.plain select n, 'x' from generate_series(1, 50) n;
create table public.triggered(id serial primary key, note text default 'a');
create trigger row_change before insert or update or delete on public.triggered for each row execute function h.on_change();
create trigger statement_change after insert or update or delete or truncate on public.triggered for each statement execute function h.on_change();
create table public.sly_default(id int default h.sly(1));
create table public.slow_default(id int default h.slow(1));
create table public.volatile_default(id int default h.leave('default'));
create table public.sly_policy(id int); alter table public.sly_policy enable row level security;
create policy sly on public.sly_policy using (h.sly_ok(1));
create table public.sly_index(id int); create index on public.sly_index(id) where h.sly(1) = 1;
create table public.sly_check(id int check (id > 0));
alter table public.sly_check add constraint sly check (h.sly(1) = 1) not valid;
create view public.sly_view as select id, h.sly(5) as n from public.plain;
create view public.outer_view as select n from public.sly_view;
create view public.honest_view as select id, upper(note) as note from public.plain;
create view public.joined as select a.id from public.plain a join public.plain b using (id);
create materialized view public.stored as select id from public.plain;
create materialized view public.empty_stored as select id from public.plain with no data;
create table public.parts(d int) partition by range (d); create table public.parts_1 partition of public.parts for values from (0) to (9);
create table public.sly_parts(d int) partition by range (h.sly(d)); create table public.sly_parts_1 partition of public.sly_parts default;
create table public."o'x; drop table plain; --"(id int); create table public."A""b%c"(id int);
create rule also as on insert to public.plain do also insert into h.trace values ('rule');
grant usage on schema public to __ROLE__;
grant select on all tables in schema public to __ROLE__;
create table public.closed(id int);
`;

/** What must be the same before and after. */
export async function traces(db: Database): Promise<unknown> {
  const [row] = await db.query(`select
    (select json_agg(t) from h.trace t) as trace, (select row_to_json(s) from (select last_value, is_called from h.moved) s) as moved,
    (select last_value from public.triggered_id_seq) as serial,
    (select json_agg(json_build_array(c.oid, c.relfilenode, c.relname, c.relacl::text) order by c.oid) from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'h'::regnamespace)) as relations,
    (select json_agg(json_build_array(ctid::text, xmin::text, xmax::text, id)) from public.plain) as versions,
    (select json_agg(json_build_array(setdatabase, setrole, setconfig::text)) from pg_db_role_setting
      where setrole in (select oid from pg_roles where rolname like '${db.prefix}%')) as settings`);
  return row;
}

export async function hostile(db: Database, more = ""): Promise<{ user: string; password: string }> {
  const login = { user: `${db.prefix}_r`, password: "r" };
  await db.query(`create role ${ident(login.user)} login password 'r'`);
  await db.query(HOSTILE.replaceAll("__ROLE__", ident(login.user)) + more);
  return login;
}
