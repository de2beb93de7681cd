-- A business suite's database: 1,000 tables in one schema, names up to the 63-byte limit, owned by one application role.
do $$
declare
  n int;
  long text;
begin
  for n in 1..960 loop
    execute format('create table public.%I (id serial primary key, create_uid int, write_uid int, create_date timestamp default now(), name varchar not null, active boolean default true, amount numeric(12,2))',
      case n % 6 when 0 then 'account_move_line_' when 1 then 'stock_quant_' when 2 then 'mail_message_' when 3 then 'res_partner_' when 4 then 'ir_attachment_' else 'sale_order_' end || n);
  end loop;
  for n in 1..30 loop
    long := rpad('x_studio_many2many_relation_between_two_models_with_long_names_', 63 - length(n::text), 'r') || n;
    execute format('create table public.%I (left_id int not null, right_id int not null, primary key (left_id, right_id))', long);
  end loop;
  for n in 1..10 loop
    execute format('create table public.%I (id serial primary key, %I jsonb, %I text)',
      'wizard_' || n, 'x_' || rpad('translated_', 59, 'y'), 'Note (internal)');
  end loop;
end $$;
create view public.sale_report as select s.id, s.name, s.amount, p.name as partner from public.sale_order_5 s left join public.res_partner_3 p on p.id = s.create_uid;
create view public.account_invoice_report as select r.*, 1 as nbr from public.sale_report r;
create materialized view public.stock_rollup as select name, count(*) as lines from public.stock_quant_1 group by name;
create sequence public.account_move_line_number_seq;
create function public.next_reference(prefix text) returns text language sql stable as $$ select prefix || '/' || count(*) from public.sale_order_5 $$;
create function public.touch_write_date() returns trigger language plpgsql as $$ begin new.create_date := now(); return new; end $$;
create trigger touch before update on public.sale_order_5 for each row execute function public.touch_write_date();
create index on public.mail_message_2 (lower(name));
insert into public.res_partner_3 (name) select 'Partner ' || g from generate_series(1, 500) g;
insert into public.sale_order_5 (name, create_uid, amount) select 'SO' || g, 1 + g % 500, g from generate_series(1, 2000) g;
