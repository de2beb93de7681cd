-- An extension's objects among the customer's own: types, operators, casts, an aggregate, hundreds of functions, a table
-- that PUBLIC may read, a view with DO INSTEAD NOTHING rules. Attached to an extension as CREATE EXTENSION would.
create extension pg_stat_statements;
create domain public.srid as int check (value between 0 and 999999);
create type public.box3 as (xmin float8, ymin float8, zmin float8, xmax float8, ymax float8, zmax float8);
create table public.spatial_ref_sys (srid int primary key, auth_name text, srtext text);
grant select on public.spatial_ref_sys to public;
create function public.st_overlaps(public.box3, public.box3) returns boolean language sql immutable parallel safe as 'select $1.xmin <= $2.xmax and $2.xmin <= $1.xmax';
create operator public.&& (leftarg = public.box3, rightarg = public.box3, function = public.st_overlaps, commutator = operator(public.&&));
create function public.st_astext(public.box3) returns text language sql immutable as $$ select format('BOX(%s %s)', ($1).xmin, ($1).ymin) $$;
create cast (public.box3 as text) with function public.st_astext(public.box3) as assignment;
create function public.st_merge(public.box3, public.box3) returns public.box3 language sql immutable as 'select case when $1 is null then $2 else $1 end';
create aggregate public.st_extent(public.box3) (sfunc = public.st_merge, stype = public.box3);
do $$
begin
  for n in 1..300 loop
    execute format('create function public.st_helper_%s(a float8, b float8 default 0) returns float8 language sql %s as $f$ select a + b + %s $f$', n, (array['immutable', 'stable', 'volatile'])[1 + n % 3], n);
    execute format('alter extension pg_stat_statements add function public.st_helper_%s(float8, float8)', n);
  end loop;
end $$;
create view public.geometry_columns as select c.relname::text as f_table_name, a.attname::text as f_geometry_column
  from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid where a.atttypid = 'public.box3'::regtype;
create rule geometry_columns_insert as on insert to public.geometry_columns do instead nothing;
create rule geometry_columns_update as on update to public.geometry_columns do instead nothing;
create rule geometry_columns_delete as on delete to public.geometry_columns do instead nothing;
grant select on public.geometry_columns to public;
alter extension pg_stat_statements add type public.box3;
alter extension pg_stat_statements add domain public.srid;
alter extension pg_stat_statements add table public.spatial_ref_sys;
alter extension pg_stat_statements add function public.st_overlaps(public.box3, public.box3);
alter extension pg_stat_statements add operator public.&& (public.box3, public.box3);
alter extension pg_stat_statements add function public.st_astext(public.box3);
alter extension pg_stat_statements add cast (public.box3 as text);
alter extension pg_stat_statements add function public.st_merge(public.box3, public.box3);
alter extension pg_stat_statements add aggregate public.st_extent(public.box3);
alter extension pg_stat_statements add view public.geometry_columns;
create table public.parcels (id bigserial primary key, owner_name text, shape public.box3, zone public.srid default 4326);
create table public.roads (id bigserial primary key, name text, shape public.box3, length_m float8 generated always as (1.5) stored);
create index on public.parcels ((public.st_astext(shape)));
create view public.parcels_in_zone as select p.id, p.owner_name, public.st_astext(p.shape) as wkt from public.parcels p where p.zone = 4326;
insert into public.parcels (owner_name, shape) select 'Owner ' || g, row(g, g, 0, g + 1, g + 1, 0)::public.box3 from generate_series(1, 300) g;
