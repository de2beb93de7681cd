-- Row security on every table, as hosted back ends set it up: policies for the app's own roles only, helper functions
-- that read the session's claims. Nothing here lets another role write; reading is filtered.
create schema auth;
create function auth.uid() returns uuid language sql stable as $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
create table auth.accounts (id uuid primary key default gen_random_uuid(), email text);
do $$
begin
  for n in 1..26 loop
    execute format('create table public.item_%s (id bigserial primary key, account_id uuid, body text, created_at timestamptz default now())', n);
    execute format('alter table public.item_%s enable row level security', n);
    execute format('create policy "Owners see their own" on public.item_%s for select using (account_id = auth.uid())', n);
    execute format('create policy "Owners write their own" on public.item_%s for insert with check (account_id = auth.uid())', n);
    execute format('insert into public.item_%s (body) select md5(g::text) from generate_series(1, 20) g', n);
  end loop;
end $$;
create table public.closed (id int, note text);
alter table public.closed enable row level security;
create view public.recent_items as select id, created_at from public.item_1 union all select id, created_at from public.item_2;
