-- A small shop, as one finds it after five years: two teams, a few secrets, row rules, a leftover from PostgreSQL 14.
-- Run by the superuser in the empty database shop; the roles exist.
select setseed(0.42);
alter database shop owner to shop_app;
grant create on database shop to etl_owner;
-- What a dump of PostgreSQL 14 brings along: any login may make tables in public.
grant create on schema public to public;

set role shop_app;
create schema billing;
create schema auth;
create type public.order_state as enum ('cart', 'paid', 'packed', 'shipped', 'returned');

create table public.customers (
  id bigint generated always as identity primary key,
  email text not null unique,
  full_name text not null,
  phone text,
  country char(2) not null,
  date_of_birth date,
  marketing_opt_in boolean not null default false,
  password_hash text not null,
  totp_secret text,
  created_at timestamptz not null
);
comment on table public.customers is 'Everybody who ever ordered or signed up';
insert into public.customers (email, full_name, phone, country, date_of_birth, marketing_opt_in, password_hash, totp_secret, created_at)
select format('%s.%s%s@example.com', lower(f), lower(l), n), f || ' ' || l, '+44 20 7946 ' || lpad((n % 1000)::text, 4, '0'),
       (array['GB', 'IE', 'DE', 'FR', 'NL', 'SE', 'US'])[1 + n % 7], date '1955-01-01' + (n * 37) % 18000, n % 3 = 0,
       '$argon2id$v=19$m=65536,t=3,p=4$' || md5('salt' || n) || '$' || md5('hash' || n),
       case when n % 9 = 0 then upper(substr(md5('totp' || n), 1, 16)) end,
       now() - (4000 - n) * interval '9 hours'
from generate_series(1, 4000) n,
     lateral (select (array['Ada', 'Bea', 'Carl', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'June', 'Kai'])[1 + n % 11] as f,
                     (array['Ashe', 'Brook', 'Cole', 'Dale', 'Elm', 'Fern', 'Grove', 'Heath', 'Isle', 'Lake', 'Moor', 'Reed', 'Vale'])[1 + n % 13] as l) names;

create table public.addresses (
  id bigint generated always as identity primary key,
  customer_id bigint not null references public.customers,
  kind text not null check (kind in ('billing', 'shipping')),
  street text not null, postcode text not null, city text not null, country char(2) not null
);
insert into public.addresses (customer_id, kind, street, postcode, city, country)
select id, case id % 2 when 0 then 'billing' else 'shipping' end, (id % 190 + 1) || ' Mill Lane', 'N' || id % 22 || ' 4QX',
       (array['London', 'Dublin', 'Berlin', 'Lyon', 'Utrecht', 'Malmö', 'Boston'])[1 + id % 7], country
from public.customers;

create table public.categories (id int primary key, name text not null, parent_id int references public.categories);
insert into public.categories values (1, 'Garden', null), (2, 'Kitchen', null), (3, 'Seeds', 1), (4, 'Tools', 1), (5, 'Knives', 2), (6, 'Pots', 2);

create table public.products (
  id bigint generated always as identity primary key,
  sku text not null unique, name text not null, category_id int not null references public.categories,
  price_cents int not null check (price_cents > 0), cost_cents int not null,
  margin_cents int generated always as (price_cents - cost_cents) stored,
  active boolean not null default true, created_at timestamptz not null default now()
);
insert into public.products (sku, name, category_id, price_cents, cost_cents, active)
select 'FW-' || lpad(n::text, 5, '0'), (array['Oak', 'Steel', 'Clay', 'Linen'])[1 + n % 4] || ' ' || (array['pot', 'knife', 'trowel', 'seeds', 'apron'])[1 + n % 5] || ' ' || n,
       1 + n % 6, 400 + (n * 97) % 9000, 150 + (n * 41) % 240, n % 17 <> 0
from generate_series(1, 600) n;

create table public.inventory (product_id bigint primary key references public.products, on_hand int not null, reserved int not null default 0);
insert into public.inventory select id, (id * 7) % 90, id % 4 from public.products;

create table public.coupons (code text primary key, percent_off int not null, valid_until date);
insert into public.coupons select 'SPRING' || n, 5 + n % 20, current_date + n from generate_series(1, 25) n;

create table public.orders (
  id bigint not null, customer_id bigint not null references public.customers, state public.order_state not null,
  total_cents int not null, coupon_code text references public.coupons, created_at timestamptz not null,
  primary key (id, created_at)
) partition by range (created_at);
do $$
begin
  for month in 0 .. 12 loop
    execute format('create table public.orders_%s partition of public.orders for values from (%L) to (%L)',
      to_char(date_trunc('month', now()) - month * interval '1 month', 'YYYY_MM'),
      date_trunc('month', now()) - month * interval '1 month', date_trunc('month', now()) - (month - 1) * interval '1 month');
  end loop;
end $$;
insert into public.orders
select n, 1 + (n * 7919) % 4000, (array['paid', 'packed', 'shipped', 'shipped', 'returned', 'cart'])[1 + n % 6]::public.order_state,
       1500 + (random() * 20000)::int, case when n % 40 = 0 then 'SPRING' || (1 + n % 25) end,
       now() - random() * (now() - (date_trunc('month', now()) - interval '12 months'))
from generate_series(1, 18000) n;

create table public.order_items (
  order_id bigint not null, product_id bigint not null references public.products, quantity int not null, unit_cents int not null,
  primary key (order_id, product_id)
);
insert into public.order_items
select id, 1 + (id * 31 + k * 127) % 600, 1 + k % 3, 400 + (id * 97) % 9000 from public.orders, generate_series(1, 2) k;

create table public.shipments (id bigint generated always as identity primary key, order_id bigint not null, carrier text not null, tracking_number text, shipped_at timestamptz);
insert into public.shipments (order_id, carrier, tracking_number, shipped_at)
select id, case id % 2 when 0 then 'Royal Mail' else 'DHL' end, 'TRK' || id, created_at + interval '1 day' from public.orders where state = 'shipped';

create table public.reviews (id bigint generated always as identity primary key, product_id bigint not null references public.products, customer_id bigint references public.customers, stars int check (stars between 1 and 5), body text, created_at timestamptz);
insert into public.reviews (product_id, customer_id, stars, body, created_at)
select 1 + n % 600, 1 + n % 4000, 1 + n % 5, 'It does what it says.', now() - n * interval '3 hours' from generate_series(1, 2500) n;

create table public.api_keys (id bigint generated always as identity primary key, name text not null, api_key text not null, last_used_at timestamptz);
insert into public.api_keys (name, api_key) select 'integration ' || n, 'sk_sample_' || md5('key' || n) from generate_series(1, 6) n;

create table public.webhooks (id int primary key, url text not null, signing_secret text not null, active boolean not null);
insert into public.webhooks select n, 'https://example.com/hooks/' || n, md5('hook' || n), true from generate_series(1, 4) n;

-- Row rules: the helpdesk sees the tickets of its own desk only.
create table public.support_tickets (id bigint generated always as identity primary key, desk text not null, customer_id bigint not null references public.customers, subject text not null, body text, opened_at timestamptz not null);
insert into public.support_tickets (desk, customer_id, subject, body, opened_at)
select (array['returns', 'billing', 'other'])[1 + n % 3], 1 + n % 4000, 'Where is order ' || n || '?', 'Hello, …', now() - n * interval '5 hours' from generate_series(1, 900) n;
alter table public.support_tickets enable row level security;
create policy own_desk on public.support_tickets for select to helpdesk using (desk = current_setting('app.desk', true));
grant select on public.support_tickets to helpdesk;

create view public.best_sellers as
select p.id, p.name, sum(i.quantity) as sold, sum(i.quantity * i.unit_cents) as revenue_cents
from public.products p join public.order_items i on i.product_id = p.id group by p.id;
create view public.customers_masked as
select id, regexp_replace(email, '^[^@]+', '…') as email, country, created_at from public.customers;

create table billing.plans (id text primary key, name text not null, monthly_cents int not null);
insert into billing.plans values ('free', 'Free', 0), ('club', 'Garden club', 900), ('trade', 'Trade', 4900);
create table billing.subscriptions (id bigint generated always as identity primary key, customer_id bigint not null references public.customers, plan_id text not null references billing.plans, started_on date not null, ended_on date);
insert into billing.subscriptions (customer_id, plan_id, started_on, ended_on)
select id, (array['free', 'club', 'club', 'trade'])[1 + id % 4], created_at::date, case when id % 6 = 0 then created_at::date + 200 end from public.customers where id % 3 = 0;
create table billing.invoices (id bigint generated always as identity primary key, subscription_id bigint not null references billing.subscriptions, number text not null unique, amount_cents int not null, tax_cents int not null, issued_on date not null, paid_on date);
insert into billing.invoices (subscription_id, number, amount_cents, tax_cents, issued_on, paid_on)
select s.id, format('FW-%s-%s', s.id, m), p.monthly_cents, p.monthly_cents / 5, s.started_on + m * 30, case when m < 5 then s.started_on + m * 30 + 3 end
from billing.subscriptions s join billing.plans p on p.id = s.plan_id, generate_series(1, 5) m where p.monthly_cents > 0;
create table billing.payment_methods (id bigint generated always as identity primary key, customer_id bigint not null references public.customers, card_brand text, card_last4 char(4), card_token text not null, iban text, expires_on date);
insert into billing.payment_methods (customer_id, card_brand, card_last4, card_token, iban, expires_on)
select id, case id % 2 when 0 then 'visa' else 'mastercard' end, lpad((id % 10000)::text, 4, '0'), 'tok_' || md5('card' || id), case when id % 5 = 0 then 'DE02120300000000202051' end, current_date + 400
from public.customers where id % 3 = 0;
create table billing.refunds (id bigint generated always as identity primary key, invoice_id bigint not null references billing.invoices, amount_cents int not null, reason text);
insert into billing.refunds (invoice_id, amount_cents, reason) select id, amount_cents, 'returned' from billing.invoices where id % 45 = 0;
create view billing.monthly_revenue as
select date_trunc('month', issued_on)::date as month, sum(amount_cents) as revenue_cents, count(*) as invoices from billing.invoices group by 1;

create table auth.users (id bigint primary key, email text not null, encrypted_password text not null, recovery_token text, confirmed_at timestamptz);
insert into auth.users select id, email, password_hash, null, created_at from public.customers where id % 2 = 0;
create table auth.sessions (id uuid primary key default gen_random_uuid(), user_id bigint not null references auth.users, session_token text not null, ip inet, created_at timestamptz not null);
insert into auth.sessions (user_id, session_token, ip, created_at) select id, md5('session' || id), '192.0.2.1', now() from auth.users where id % 10 = 0;
create table auth.refresh_tokens (id bigint generated always as identity primary key, user_id bigint not null references auth.users, token text not null, revoked boolean not null);
insert into auth.refresh_tokens (user_id, token, revoked) select id, md5('refresh' || id), false from auth.users where id % 10 = 0;
reset role;

-- The automation tool that nobody remembers giving a right to make tables: it needed none.
set role n8n_worker;
create table public.n8n_runs (id bigint generated always as identity primary key, workflow text not null, finished_at timestamptz not null);
insert into public.n8n_runs (workflow, finished_at) select 'sync stock', now() - n * interval '1 hour' from generate_series(1, 300) n;
reset role;

set role etl_owner;
create schema analytics;
create table analytics.page_views (id bigint generated always as identity primary key, visitor_id uuid not null, path text not null, referrer text, country char(2), viewed_at timestamptz not null);
insert into analytics.page_views (visitor_id, path, referrer, country, viewed_at)
select md5((n % 9000)::text)::uuid, '/products/' || n % 600, case when n % 3 = 0 then 'https://search.example' end, (array['GB', 'IE', 'DE', 'FR'])[1 + n % 4], now() - n * interval '4 minutes'
from generate_series(1, 40000) n;
create index on analytics.page_views (viewed_at);
create table analytics.funnel_steps (day date not null, step text not null, visitors int not null, primary key (day, step));
insert into analytics.funnel_steps select current_date - d, s, 400 - d % 90 from generate_series(1, 180) d, unnest(array['visit', 'product', 'cart', 'checkout', 'paid']) s;
create table analytics.import_batches (id bigint generated always as identity primary key, source text not null, rows_read int not null, loaded_at timestamptz not null);
insert into analytics.import_batches (source, rows_read, loaded_at) select 'warehouse', 1000 + n, now() - n * interval '1 day' from generate_series(1, 60) n;
create materialized view analytics.daily_visitors as
select viewed_at::date as day, count(distinct visitor_id) as visitors, count(*) as views from analytics.page_views group by 1;
-- The data team trusts the admin to pass these on, but made nobody a member of its role, and forgot one table.
grant usage on schema analytics to shop_admin with grant option;
grant select on analytics.page_views, analytics.funnel_steps, analytics.daily_visitors to shop_admin with grant option;
reset role;

analyze;
