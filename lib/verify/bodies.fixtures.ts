/** One routine and what reading its body must come to. `make` is SQL; the routine is `b.<name>`. */
export type BodyCase = {
  name: string;
  make: string;
  effect: "reads" | "not-reads";
  /** The caller may create temporary objects. */
  temporary?: boolean;
  since?: number;
  /** Calling it as a stranger moves the sequence w.moved: the proof that the verdict is true. */
  moves?: string;
};

export const PINNED = "security definer set search_path = pg_catalog, pg_temp";

function sqlReader(name: string, body: string, more: Partial<BodyCase> = {}): BodyCase {
  const make = `create function b.${name}() returns bigint language sql ${PINNED} as $x$ ${body} $x$`;
  return { name, make, effect: "reads", ...more };
}

function block(name: string, body: string, more: Partial<BodyCase> = {}): BodyCase {
  const make = `create function b.${name}() returns bigint language plpgsql ${PINNED} as $x$ ${body} $x$`;
  return { name, make, effect: "reads", ...more };
}

/** The twin that writes: called, it moves the sequence. */
function moving(twin: BodyCase): BodyCase {
  return { ...twin, effect: "not-reads", moves: `select b.${twin.name}()` };
}

export const BODY_CASES: BodyCase[] = [
  sqlReader("plain", "select count(*) from v.secret"),
  moving(sqlReader("calls_nextval", "select nextval('w.moved')")),
  moving(sqlReader("calls_setval", "select setval('w.moved', 5)")),
  moving(sqlReader("stable_lie", "select nextval('w.moved')", { name: "stable_lie" })),
  moving(sqlReader("second_statement", "select 1; select nextval('w.moved')")),
  moving(sqlReader("in_subquery", "select count(*) from v.secret s where s.id = (select nextval('w.moved') * 0 + 1)")),
  moving(sqlReader("in_order_by", "select id::bigint from v.secret order by nextval('w.moved')")),
  moving(sqlReader("in_filter", "select count(*) filter (where nextval('w.moved') > 0) from v.secret")),
  moving(sqlReader("in_lateral", "select n from v.secret, lateral (select nextval('w.moved') as n) q")),
  moving(sqlReader("in_window", "select sum(nextval('w.moved')) over ()::bigint from v.secret")),
  moving(sqlReader("in_union", "select 1::bigint from v.secret where false union all select nextval('w.moved')")),
  moving(sqlReader("in_with", "with a as (select nextval('w.moved') as n) select n from a")),
  sqlReader("with_shadow", "with secret as (select 1::bigint as n) select n from secret"),
  sqlReader(
    "recursive",
    "with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select sum(n) from t",
  ),
  sqlReader("with_insert", "with a as (insert into v.secret values (2) returning id) select id::bigint from a", {
    effect: "not-reads",
  }),
  sqlReader("for_update", "select id::bigint from v.secret for update", { effect: "not-reads" }),
  sqlReader("for_key_share", "select id::bigint from v.secret for key share", { effect: "not-reads" }),
  sqlReader("through_view", "select count(*) from v.plain"),
  moving(sqlReader("through_moving_view", "select moved from v.moving")),
  moving(sqlReader("through_two_views", "select moved from v.over_moving")),
  moving(sqlReader("through_builtin_view", "select n from v.builtin_moving")),
  sqlReader("quiet_call", "select w.quiet(id)::bigint from v.secret"),
  moving(sqlReader("moving_call", "select w.move()")),
  sqlReader("quiet_operator", "select count(*) from v.secret where id operator(v.>>>>) 0"),
  moving(sqlReader("moving_operator", "select count(*) from v.secret a, v.secret b where a operator(v.===) b")),
  sqlReader("quiet_aggregate", "select v.calm_agg(id)::bigint from v.secret"),
  moving(sqlReader("moving_aggregate", "select v.moving_agg(id)::bigint from v.secret")),
  sqlReader("quiet_domain", "select 1::v.calm_domain::bigint"),
  moving(sqlReader("moving_domain", "select id::v.moving_domain::bigint from v.secret")),
  sqlReader("row_function", "select length(s.full_label)::bigint from (select w.full_label(x) from v.secret x) s"),
  moving(sqlReader("moving_row_function", "select length(w.moving_label(s))::bigint from v.secret s")),
  sqlReader("quiet_policy", "select count(*) from v.calm_guarded"),
  sqlReader("policy_of_superuser", "select count(*) from v.guarded"),
  {
    name: "moving_policy",
    make: `create function b.moving_policy() returns bigint language sql ${PINNED} as 'select count(*) from v.guarded';
      alter function b.moving_policy() owner to __OWNER__`,
    effect: "not-reads",
    moves: "select b.moving_policy()",
  },
  sqlReader("large_object", "select lo_create(0)::bigint", { effect: "not-reads" }),
  sqlReader("query_to_xml", "select length(query_to_xml('select 1', true, true, '')::text)::bigint", {
    effect: "not-reads",
  }),
  sqlReader("set_config", "select length(set_config('work_mem', '1MB', true))::bigint", { effect: "not-reads" }),
  sqlReader("reads_settings", "select length(current_setting('work_mem'))::bigint + (random() * 0)::bigint"),
  sqlReader("reads_catalog", "select count(*) from pg_catalog.pg_stat_activity"),
  block("block_plain", "declare n bigint; begin select count(*) into n from v.secret; return n; end"),
  block(
    "block_loop",
    `declare r record; n bigint := 0; a int[] := array[1,2]; i int; c cursor for select id from v.secret;
     begin for r in select * from v.secret order by id loop n := n + r.id; a[1] := r.id; end loop;
     foreach i in array a loop n := n + i; end loop; open c; fetch c into i; close c;
     if exists (select 1 from v.plain) and n > 0 then return n; end if;
     return case n when 1 then 2 else 3 end; exception when division_by_zero then return 0; end`,
  ),
  moving(block("block_assign", "declare n bigint; begin n := nextval('w.moved'); return n; end")),
  moving(block("block_default", "declare n bigint := nextval('w.moved'); begin return n; end")),
  moving(block("block_return", "begin return nextval('w.moved'); end")),
  moving(block("block_perform", "begin perform w.move(); return 1; end")),
  moving(block("block_call", "begin call w.move_procedure(); return 1; end")),
  moving(block("block_index", "declare a int[]; begin a[nextval('w.moved')] := 1; return 1; end")),
  moving(block("block_raise", "begin raise notice '%', nextval('w.moved'); return 1; end")),
  moving(
    block("block_handler", "begin perform 1/0; return 1; exception when division_by_zero then return w.move(); end"),
  ),
  moving(
    block(
      "block_cursor",
      "declare c cursor for select w.move() n; r record; begin open c; fetch c into r; return 1; end",
    ),
  ),
  moving(block("block_domain", "declare d v.moving_domain; begin d := 5; return d; end")),
  moving(
    block("block_constant", "declare n bigint; begin execute 'select nextval(''w.moved'')' into n; return n; end"),
  ),
  block(
    "block_constant_quiet",
    "declare n bigint; begin execute 'select count(*) from v.secret' into n; return n; end",
  ),
  moving(
    block(
      "block_built",
      "declare n bigint; begin execute format('select nextval(%L)', 'w.moved') into n; return n; end",
    ),
  ),
  block("block_insert", "begin insert into v.secret values (3); return 1; end", { effect: "not-reads" }),
  block("block_truncate", "begin truncate v.secret; return 1; end", { effect: "not-reads" }),
  block("block_create", "begin create table w.made(); return 1; end", { effect: "not-reads" }),
  block("block_grant", "begin grant select on v.secret to public; return 1; end", { effect: "not-reads" }),
  block("block_set", "begin set local work_mem = '1MB'; return 1; end", { effect: "not-reads" }),
  block("block_notify", "begin notify somebody; return 1; end", { effect: "not-reads" }),
  block("block_lock", "begin lock table v.secret; return 1; end", { effect: "not-reads" }),
  {
    name: "procedure",
    make: `create procedure b.procedure() language plpgsql ${PINNED} as $$ begin perform count(*) from v.secret; end $$`,
    effect: "reads",
  },
  {
    name: "moving_procedure",
    make: `create procedure b.moving_procedure() language plpgsql ${PINNED} as $$ begin perform w.move(); end $$`,
    effect: "not-reads",
    moves: "call b.moving_procedure()",
  },
  {
    name: "foreign_cursor",
    make: `create function b.foreign_cursor(c refcursor) returns bigint language plpgsql ${PINNED}
      as $$ declare n bigint; begin fetch c into n; return n; end $$`,
    effect: "not-reads",
    moves:
      "begin; declare c cursor for select nextval((select oid from pg_class where relname = 'moved')::regclass); select b.foreign_cursor('c'); commit",
  },
  {
    name: "atomic",
    make: `create function b.atomic() returns bigint security definer language sql
      begin atomic; select count(*) from v.plain; end`,
    effect: "reads",
    temporary: true,
    since: 14,
  },
  {
    name: "atomic_moving",
    make: `create function b.atomic_moving() returns bigint security definer language sql
      begin atomic; select 1; select nextval('w.moved'); end`,
    effect: "not-reads",
    since: 14,
    moves: "select b.atomic_moving()",
  },
  {
    name: "atomic_insert",
    make: `create function b.atomic_insert() returns bigint security definer language sql
      begin atomic; insert into v.secret values (4); select 1::bigint; end`,
    effect: "not-reads",
    since: 14,
  },
  {
    name: "atomic_return",
    make: "create function b.atomic_return(n int) returns int security definer language sql return n + w.quiet(n)",
    effect: "reads",
    since: 14,
  },
  {
    name: "moving_default",
    make: `create function w.with_default(n bigint default nextval('w.moved')) returns bigint language sql as 'select n';
      create function b.moving_default() returns bigint language sql ${PINNED} as 'select w.with_default()'`,
    effect: "not-reads",
    moves: "select b.moving_default()",
  },
  {
    name: "returns_domain",
    make: `create function b.returns_domain() returns v.moving_domain language sql ${PINNED} as 'select 1'`,
    effect: "not-reads",
    moves: "select b.returns_domain()",
  },
  {
    name: "cycle",
    make: `create function w.ping(n int) returns int language plpgsql as $$ begin return 1; end $$;
      create function w.pong(n int) returns int language sql as $$ select w.ping(n - 1) $$;
      create or replace function w.ping(n int) returns int language plpgsql
        as $$ begin if n < 1 then return 1; end if; return w.pong(n); end $$;
      create function b.cycle() returns int language sql ${PINNED} as 'select w.ping(3)'`,
    effect: "reads",
  },
  {
    name: "moving_cycle",
    make: `create function w.ding(n int) returns int language plpgsql as $$ begin return 1; end $$;
      create function w.dong(n int) returns int language sql as $$ select w.move(); select w.ding(n - 1) $$;
      create or replace function w.ding(n int) returns int language plpgsql
        as $$ begin if n < 1 then return 1; end if; return w.dong(n); end $$;
      create function b.moving_cycle() returns int language sql ${PINNED} as 'select w.ding(3)'`,
    effect: "not-reads",
    moves: "select b.moving_cycle()",
  },
  {
    name: "copy_of_internal",
    make: `create function b.copy_of_internal(regclass) returns bigint language internal security definer strict
      as 'nextval_oid'`,
    effect: "not-reads",
    moves: "select b.copy_of_internal((select oid from pg_class where relname = 'moved'))",
  },
  {
    name: "unpinned",
    make: `create function b.unpinned() returns bigint language sql security definer as 'select count(*) from v.secret'`,
    effect: "reads",
  },
  {
    name: "unpinned_relation",
    make: `create table b.open_orders(id int);
      create function b.unpinned_relation() returns bigint language plpgsql security definer
      set search_path = b as $$ begin return (select count(*) from open_orders); end $$`,
    effect: "reads",
  },
];
