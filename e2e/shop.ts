import type { Login, TestDatabase } from "../lib/testing/clusters.ts";

export type Shop = {
  db: TestDatabase;
  admin: Login;
  /** What people paste. */
  adminUrl: string;
  /** What the wizard's own choice shares, as SQL to read it with: some columns are left out. */
  reads: readonly string[];
};

/** A few relations of each kind, one with row rules, secrets in columns, and CREATE on public for any login. */
export async function makeShop(db: TestDatabase): Promise<Shop> {
  const admin = await db.admin("createrole");
  await db.query(
    `create schema billing;
     create table public.customers (id int primary key, email text, password_hash text);
     insert into public.customers values (1, 'ada@example.com', 'x');
     create table public.orders (id int primary key, customer_id int references public.customers, total int);
     insert into public.orders values (1, 1, 100);
     create view public.order_totals as select customer_id, sum(total) as total from public.orders group by 1;
     create table public.tickets (id int primary key, subject text);
     insert into public.tickets values (1, 'Where is it?');
     alter table public.tickets enable row level security;
     create table billing.invoices (id int primary key, amount int) partition by range (id);
     create table billing.invoices_1 partition of billing.invoices for values from (0) to (1000);
     insert into billing.invoices values (1, 100);
     create materialized view billing.by_month as select sum(amount) as amount from billing.invoices;
     grant create on schema public to public;`,
    admin,
  );
  return {
    db,
    admin,
    adminUrl: `postgresql://${admin.user}:${encodeURIComponent(admin.password)}@${db.host}:${db.port}/${db.name}`,
    reads: [
      "select id, email from public.customers",
      "select * from public.orders",
      "select * from public.order_totals",
      "select * from public.tickets",
      "select * from billing.invoices",
      "select * from billing.by_month",
    ],
  };
}
