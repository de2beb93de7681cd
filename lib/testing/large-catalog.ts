import type { Login, TestDatabase } from "./clusters.ts";

/** The catalog of two thousand tables, in the columns of forty; two of them are open to PUBLIC. */
export async function makeLargeCatalog(db: TestDatabase, owner?: Login): Promise<void> {
  await db.query(
    `do $$ begin
    execute (select 'create table public.t_0(' || string_agg('c' || n || ' int', ',') || ')' from generate_series(1, 1600) n);
    for n in 1..40 loop execute format('create table public.t_%s(like public.t_0)', n); end loop; end $$`,
    owner,
  );
  await db.query("grant insert on public.t_7 to public; grant update (c9) on public.t_9 to public", owner);
}
