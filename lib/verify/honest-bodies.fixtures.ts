import type { BodyCase } from "./bodies.fixtures.ts";

/** Extensions and tables that the honest routines use. */
export const HONEST_WORLD = `
create schema ext; create extension citext schema ext; create extension pg_trgm schema ext; create extension unaccent schema ext;
create extension pgcrypto schema ext; create extension hstore schema ext; create extension ltree schema ext;
create extension "uuid-ossp" schema ext; create extension pg_stat_statements schema ext; create extension btree_gist schema ext;
create schema app; create type app.status as enum ('open', 'paid');
create table app.members(user_id uuid, org_id int, role text, since timestamptz default now());
create table app.orders(id bigint generated always as identity primary key, org_id int, total numeric(10,2), state app.status,
  tags text[], extra jsonb, note ext.citext, path ext.ltree, attrs ext.hstore, span tstzrange, placed date);
create table app.events(id int, at timestamptz, kind text) partition by range (at);
create table app.events_1 partition of app.events for values from ('2020-01-01') to ('2030-01-01');
create index on app.orders (lower(note::text)); create index on app.orders using gist (org_id, span);
create view app.totals as select org_id, sum(total) as total, count(*) filter (where state = 'paid') as paid from app.orders group by org_id;
create materialized view app.monthly as select date_trunc('month', placed) as month, sum(total) as total from app.orders group by 1;
create function app.current_member() returns uuid language sql stable
  as $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
create function app.is_member(org int) returns boolean language sql stable security definer set search_path = app, pg_temp
  as $$ select exists (select 1 from members m where m.user_id = current_member() and m.org_id = org) $$;
alter table app.orders enable row level security; create policy own on app.orders for select using (app.is_member(org_id));
`;

function of(name: string, returns: string, language: "sql" | "plpgsql", body: string, args = ""): BodyCase {
  const path = "set search_path = app, ext, pg_temp";
  const make = `create function b.${name}(${args}) returns ${returns} language ${language} stable security definer ${path} as $x$ ${body} $x$`;
  return { name, make, effect: "reads", temporary: true };
}

/** What people write who mean no harm: none of it may be called a way to write. */
export const HONEST_CASES: BodyCase[] = [
  of(
    "of_member",
    "setof app.orders",
    "sql",
    "select o.* from orders o where is_member(o.org_id) order by o.id desc limit 50",
  ),
  of("totals", "table (org int, total numeric)", "sql", "select t.org_id, t.total from totals t where t.paid > 0"),
  of("monthly", "numeric", "sql", "select total from monthly where month = date_trunc('month', now()) limit 1"),
  of(
    "as_json",
    "jsonb",
    "sql",
    "select jsonb_agg(jsonb_build_object('id', o.id, 'note', o.note, 'first', o.extra -> 'a' ->> 'b') order by o.id) from orders o",
  ),
  of(
    "rows_as_json",
    "json",
    "sql",
    "select json_agg(row_to_json(o)) from (select id, total, to_char(placed, 'YYYY-MM') as month from orders) o",
  ),
  of(
    "search",
    "setof bigint",
    "sql",
    "select id from orders where to_tsvector('english', note::text) @@ websearch_to_tsquery('english', q) or similarity(note::text, q) > 0.3 or note % q or unaccent(note::text) ilike '%' || q || '%'",
    "q text",
  ),
  of(
    "windowed",
    "table (id bigint, running numeric, rank bigint)",
    "sql",
    "select o.id, sum(o.total) over w, rank() over (partition by o.org_id order by o.total desc) from orders o window w as (partition by o.org_id order by o.id rows unbounded preceding)",
  ),
  of(
    "days",
    "table (day date, n bigint)",
    "sql",
    "select d::date, count(o.id) from generate_series(current_date - 30, current_date, interval '1 day') d left join orders o on o.placed = d::date group by d order by d",
  ),
  of(
    "tree",
    "setof ext.ltree",
    "sql",
    "with recursive t as (select path from orders where path <@ 'a.b' union select subpath(o.path, 0, 1) from orders o join t on o.path @> t.path) select path from t",
  ),
  of(
    "ranges",
    "bigint",
    "sql",
    "select count(*) from orders where span && tstzrange(now() - interval '1 day', now()) and 'a' = any(tags) and tags @> array['b'] and attrs ? 'k' and (attrs -> 'k')::int > 0",
  ),
  of(
    "randomness",
    "text",
    "sql",
    "select encode(gen_random_bytes(8), 'hex') || uuid_generate_v4()::text || md5(random()::text) || crypt('a', gen_salt('bf'))",
  ),
  of(
    "statistics",
    "bigint",
    "sql",
    "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and has_table_privilege(c.oid, 'select')",
  ),
  of(
    "activity",
    "table (pid int, q text)",
    "sql",
    "select a.pid, regexp_replace(a.query, '\\s+', ' ', 'g') from pg_stat_activity a where a.datname = current_database() and a.state <> 'idle'",
  ),
  of("slowest", "setof text", "sql", "select query from pg_stat_statements order by calls desc limit 10"),
  of(
    "columns_of",
    "setof text",
    "sql",
    "select column_name::text from information_schema.columns where table_schema = 'app'",
  ),
  of(
    "casts",
    "numeric",
    "sql",
    "select coalesce(max(total), 0)::numeric(12,2) from orders where state = 'open'::status and id::text <> '' and note = 'x'::citext and placed > '2020-01-01'::date",
  ),
  of(
    "lateral_top",
    "table (org int, top numeric)",
    "sql",
    "select m.org_id, o.total from members m cross join lateral (select total from orders where org_id = m.org_id order by total desc fetch first 1 row only) o",
  ),
  of(
    "partitioned",
    "bigint",
    "sql",
    "select count(*) from events where at > now() - interval '1 year' and kind = any (string_to_array('a,b', ','))",
  ),
  of(
    "member_or_raise",
    "uuid",
    "plpgsql",
    "declare m members; begin select * into m from members where user_id = current_member(); if not found then raise exception 'no member %', current_member() using errcode = 'P0002', hint = 'sign in'; end if; return m.user_id; end",
  ),
  of(
    "loops",
    "table (id bigint, label text)",
    "plpgsql",
    "declare r record; n int := 0; begin for r in select o.id as oid, o.note from orders o order by 1 loop n := n + 1; continue when r.note is null; id := r.oid; label := format('%s: %L', n, r.note); return next; exit when n > 10; end loop; return; end",
  ),
  of(
    "query_of",
    "setof app.orders",
    "plpgsql",
    "begin if org is null then return; end if; return query select * from orders where org_id = org; if not found then raise notice 'none'; end if; end",
    "org int",
  ),
  of(
    "branches",
    "text",
    "plpgsql",
    "declare s status; t orders.total%type; begin select o.state, o.total into strict s, t from orders o where o.id = 1; case s when 'open' then return 'o'; when 'paid' then return 'p'; else return null; end case; exception when no_data_found then return 'none'; when too_many_rows then return 'many'; end",
  ),
  of(
    "json_args",
    "numeric",
    "plpgsql",
    "declare k text; v jsonb; total numeric := 0; begin for k, v in select * from jsonb_each(args) loop if jsonb_typeof(v) = 'number' then total := total + (v #>> '{}')::numeric; end if; end loop; return round(total, 2); end",
    "args jsonb",
  ),
  of(
    "arrays",
    "int[]",
    "plpgsql",
    "declare out int[] := '{}'; x int; begin foreach x in array xs loop out := array_append(out, x * 2); end loop; out[1] := coalesce(array_length(out, 1), 0); return out; end",
    "xs int[]",
  ),
  of(
    "cursors",
    "bigint",
    "plpgsql",
    "declare c cursor (o int) for select id from orders where org_id = o; i bigint; begin open c(5); loop fetch c into i; exit when not found; end loop; close c; return i; end",
  ),
  of(
    "checks",
    "boolean",
    "plpgsql",
    "declare ok boolean; begin assert org > 0, 'positive'; perform 1 from members where org_id = org; ok := found; get diagnostics ok = row_count; return ok and is_member(org); end",
    "org int",
  ),
  of(
    "dates",
    "interval",
    "sql",
    "select age(max(placed)) + make_interval(days => 3) - (extract(epoch from now()) || ' seconds')::interval from orders where placed between '2020-01-01' and current_date and (placed, id) > ('2020-01-01'::date, 1)",
  ),
  of(
    "grouped",
    "table (a int, n bigint)",
    "sql",
    "select org_id, count(distinct state) from orders group by grouping sets ((org_id), ()) having grouping(org_id) = 0 and bool_and(total > 0) and percentile_cont(0.5) within group (order by total) > 1",
  ),
  of(
    "xml",
    "text",
    "sql",
    "select xmlelement(name o, xmlattributes(id as i), xmlforest(total, placed))::text from orders limit 1",
  ),
  of(
    "to_enum",
    "app.status",
    "plpgsql",
    "declare s status; begin s := 'open'; return s; end",
    "given app.status default 'paid'",
  ),
  of(
    "to_row",
    "app.members",
    "plpgsql",
    "declare m members%rowtype; begin select * into m from members limit 1; m.role := upper(m.role); return m; end",
  ),
  of(
    "row_in",
    "text",
    "plpgsql",
    "begin if m is null then return null; end if; return m.role || m.org_id; end",
    "m app.members",
  ),
  of(
    "outs",
    "record",
    "plpgsql",
    "begin select o.state, o.total, o.note into s, t, n from orders o limit 1; end",
    "out s app.status, out t numeric, inout n ext.citext",
  ),
  of(
    "enum_array",
    "app.status[]",
    "plpgsql",
    "declare all_of status[]; x status; begin select array_agg(distinct state) into all_of from orders; foreach x in array all_of loop null; end loop; return all_of; end",
  ),
  of(
    "enum_loop",
    "int",
    "plpgsql",
    "declare s status; n int := 0; begin for s in select state from orders loop n := n + 1; end loop; for s, n in select state, 1 from orders loop null; end loop; return n; end",
  ),
  of("variadic_any", "text", "plpgsql", "begin return array_to_string(words, ', '); end", "variadic words text[]"),
  of("nothing", "void", "plpgsql", "begin perform pg_sleep(0); return; end"),
];
