import assert from "node:assert/strict";
import { before, test } from "node:test";
import { loadParser } from "./body-parse.ts";
import { addSql, relationOfColumn } from "./body-sql.ts";
import { noUses, printed, type Uses } from "./body-uses.ts";

before(loadParser);

function usesOf(text: string): Uses {
  const uses = noUses();
  addSql(text, uses);
  return uses;
}

const routines = (text: string) => usesOf(text).routines.map(printed);
const relations = (text: string) => usesOf(text).relations.map(printed);
const faults = (text: string) => usesOf(text).faults.map(({ effect, reason }) => `${effect}: ${reason}`);

test("a call is found wherever a SELECT can hold one", () => {
  for (const text of [
    "select f()",
    "select 1 from t where f()",
    "select 1 from t group by f()",
    "select 1 from t group by rollup (f())",
    "select 1 from t having f()",
    "select 1 from t order by f()",
    "select 1 from t limit f()",
    "select 1 from t offset f()",
    "select 1 from t order by 1 fetch first (f()) rows with ties",
    "select distinct on (f()) 1 from t",
    "values (f())",
    "select 1 from f()",
    "select 1 from rows from (f(), g()) as x",
    "select 1 from t, lateral f() as x(a int)",
    "select 1 from t join u on f()",
    "select 1 from (select f()) q",
    "select (select f())",
    "select exists (select f())",
    "select 1 in (select f())",
    "select array(select f())",
    "select array[f()]",
    "select (array[1])[f()]",
    "select row(f())",
    "select (f()).a",
    "select (f())[1]",
    "select case when f() then 1 end",
    "select case f() when 1 then 2 end",
    "select case when true then f() else 2 end",
    "select coalesce(1, f())",
    "select greatest(f(), 1)",
    "select nullif(f(), 1)",
    "select f()::text",
    'select f() collate "C"',
    "select f() is null",
    "select f() is true",
    "select not f()",
    "select a between f() and 2 from t",
    "select a = any (f()) from t",
    "select f() at time zone 'utc'",
    "select count(*) filter (where f()) from t",
    "select sum(f()) over (partition by a) from t",
    "select sum(a) over (partition by f()) from t",
    "select sum(a) over w from t window w as (order by f())",
    "select percentile_disc(0.5) within group (order by f()) from t",
    "select 1 union all select f()",
    "select 1 except (select 2 intersect select f())",
    "with q as (select f()) select 1 from q",
    "with recursive q as (select 1 union all select f() from q) select 1 from q",
    "select 1 from t tablesample bernoulli (f())",
    "select xmlelement(name a, f())",
    "select xmlforest(f() as a)",
    "select 1 from xmltable('/a' passing f() columns b int path 'b')",
    "select 1 from xmltable('/a' passing x columns b int default f()) ",
    "select json_object('a': f())",
    "select json_array(f())",
    "select json_array(select f())",
    "select json_value(f(), '$.a')",
    "select 1 from json_table(f(), '$' columns (a int path '$'))",
    "select make_date(year => f())",
    "explain select f()",
    "explain analyze select f()",
    "declare c cursor for select f()",
    "call p(f())",
    "select 1; select 2; select f()",
  ])
    assert.ok(routines(text).includes("f"), text);
});

test("a call keeps its schema, and syntax that stands for a function is Postgres' own", () => {
  assert.deepEqual(routines('select x.f(), "Odd x"."G"()'), ["x.f", "Odd x.G"]);
  assert.deepEqual(
    routines("select extract(year from a), position('a' in b), trim(b), overlay(a placing b from 1) from t"),
    ["pg_catalog.date_part", "pg_catalog.position", "pg_catalog.btrim", "pg_catalog.overlay"],
  );
});

test("CALL is a call", () => assert.deepEqual(routines("call x.p(1)"), ["x.p"]));

test("relations are found, and names that WITH defines are not relations", () => {
  assert.deepEqual(relations("select 1 from a, s.b join c using (x) where exists (select 1 from d)"), [
    "a",
    "s.b",
    "c",
    "d",
  ]);
  assert.deepEqual(relations("with q as (select 1 from a) select 1 from q, b"), ["a", "b"]);
  assert.deepEqual(relations("with q as (select 1 from q) select 1 from q"), ["q"]);
  assert.deepEqual(relations("with recursive q as (select 1 from q) select 1 from q"), []);
  assert.deepEqual(relations("with q as (select 1) select 1 from x.q"), ["x.q"]);
  assert.deepEqual(relations("select 1 from (with q as (select 1) select 1 from q) s, q"), ["q"]);
  assert.deepEqual(relations("with a as (select 1), b as (select 1 from a) select 1 from b union select 1 from a"), []);
  assert.deepEqual(relations("table s.b"), ["s.b"]);
});

test("what writes is said to write, whatever it hides in", () => {
  assert.deepEqual(faults("insert into t values (1)"), ["writes: runs INSERT"]);
  assert.deepEqual(faults("update t set a = 1"), ["writes: runs UPDATE"]);
  assert.deepEqual(faults("delete from t"), ["writes: runs DELETE"]);
  assert.deepEqual(faults("merge into t using u on true when matched then delete"), ["writes: runs MERGE"]);
  assert.deepEqual(faults("with a as (delete from t returning 1) select 1 from a"), ["writes: runs DELETE"]);
  assert.deepEqual(
    faults(
      "select 1 from (select 1) q where exists (with a as (insert into t values (1) returning 1) select 1 from a)",
    ),
    ["writes: runs INSERT"],
  );
  assert.deepEqual(faults("select * into u from t"), ["writes: SELECT INTO creates a table"]);
  assert.deepEqual(faults("create table u as select 1"), ["writes: runs CREATE TABLE AS"]);
  assert.deepEqual(faults("explain analyze delete from t"), ["writes: runs DELETE"]);
  for (const lock of ["update", "no key update", "share", "key share"])
    assert.deepEqual(faults(`select 1 from t for ${lock}`), ["writes: locks rows (FOR UPDATE or FOR SHARE)"]);
  assert.deepEqual(faults("select 1 from (select 1 from t for update) q"), [
    "writes: locks rows (FOR UPDATE or FOR SHARE)",
  ]);
  for (const text of [
    "truncate t",
    "copy t to program 'x'",
    "copy t from stdin",
    "drop table t",
    "grant select on t to x",
    "alter role x superuser",
    "refresh materialized view v",
    "vacuum t",
    "comment on table t is 'x'",
    "reindex table t",
    "alter system set work_mem = 1",
    "create function f() returns int language sql as 'select 1'",
    "cluster t",
  ])
    assert.match(faults(text).join(), /^writes: runs /, text);
});

test("what may do anything is not known", () => {
  for (const text of [
    "set role x",
    "set work_mem = 1",
    "reset all",
    "notify x",
    "listen x",
    "lock table t",
    "do 'begin end'",
    "prepare p as select 1",
    "execute p",
    "commit",
    "discard all",
    "load 'x'",
    "set constraints all deferred",
  ])
    assert.match(faults(text).join(), /^unknown: /, text);
  assert.equal(usesOf("fetch all from c").fetches, true);
});

test("what only reads has no fault", () => {
  for (const text of [
    "select 1",
    "show work_mem",
    "values (1)",
    "table t",
    "explain select 1",
    "close c",
    "select * from t where a ~~ 'x' order by 1 nulls last limit 5",
    "select current_user, now(), 1::int, $1, interval '1 day'",
    "select json_object('a': 1 null on null), json_exists(x, '$.a'), x is json, json_scalar(1) from t",
  ])
    assert.deepEqual(faults(text), [], text);
});

test("operators are found, also those that syntax stands for", () => {
  const operators = (text: string) => usesOf(text).operators.map(printed);
  assert.deepEqual(operators("select a operator(s.===) b from t"), ["s.==="]);
  assert.deepEqual(operators("select a between 1 and 2 from t"), [">=", "<="]);
  assert.deepEqual(operators("select 1 from t join u using (a)"), ["="]);
  assert.deepEqual(operators("select 1 from t natural join u"), ["="]);
  assert.deepEqual(operators("select case a when 1 then 2 end from t"), ["="]);
  assert.deepEqual(operators("select 1 in (select 2)"), ["="]);
  assert.deepEqual(operators("select 1 > all (select 2)"), [">"]);
  assert.deepEqual(operators("select 1 from t order by a using <<<"), ["<<<"]);
  assert.deepEqual(operators("select a like 'x', a is distinct from b, nullif(a, b) from t"), ["~~", "=", "="]);
  assert.deepEqual(operators("select -a, a[1] from t"), ["-"]);
});

test("types are found as written: those of the grammar are Postgres' own", () => {
  const types = (text: string) => usesOf(text).types.map(printed);
  assert.deepEqual(types('select a::text, b::int, c::numeric(9,2), d::s.t[], cast(e as "Odd")'), [
    "text",
    "pg_catalog.int4",
    "pg_catalog.numeric",
    "s.t",
    "Odd",
  ]);
  assert.deepEqual(types("select 1 from f() as x(a mytype)"), ["mytype"]);
  assert.deepEqual(types("select date '2020-01-01'"), ["date"]);
});

test("row.name may be a call", () => {
  assert.deepEqual(usesOf("select t.full_name, (t).other, t.* from t").attributes, ["full_name", "other"]);
});

test("a column's type names its relation", () => {
  assert.deepEqual(relationOfColumn("s.t.c").map(printed), ["s.t"]);
  assert.deepEqual(relationOfColumn("t.c").map(printed), ["t"]);
  assert.deepEqual(relationOfColumn("v"), []);
});

test("what the parser cannot read is thrown, and a monster does not wear it down", () => {
  assert.throws(() => usesOf("selec 1"));
  assert.throws(() => usesOf(`select ${"1 + ".repeat(50_000)}1`));
  assert.throws(() => usesOf(`select '${"x".repeat(300_000)}'`), /longer than/);
  assert.deepEqual(routines("select f()"), ["f"]);
});
