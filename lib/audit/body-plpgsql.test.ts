import assert from "node:assert/strict";
import { before, test } from "node:test";
import { aRoutine } from "./body.fixtures.ts";
import { loadParser } from "./body-parse.ts";
import { addPlpgsql } from "./body-plpgsql.ts";
import { noUses, printed, type Uses } from "./body-uses.ts";

before(loadParser);

function usesOf(source: string, args = "", result = "void"): Uses {
  const uses = noUses();
  addPlpgsql(aRoutine({ source, arguments: args, result, language: "plpgsql" }), uses);
  return uses;
}

test("a call is found in every place where PL/pgSQL holds an expression or a statement", () => {
  for (const body of [
    "declare x int := f(); begin end",
    "declare x constant int not null default f(); begin end",
    "declare c cursor for select f(); begin end",
    "declare c cursor (n int) for select n; begin open c(f()); end",
    "declare c cursor (n int) for select n; begin for r in c(f()) loop null; end loop; end",
    "declare c refcursor; begin open c for select f(); end",
    "declare c refcursor; begin open c for execute 'select 1' using f(); end",
    "declare c refcursor; begin move forward f() from c; end",
    "declare x int; begin x := f(); end",
    "declare x int; begin x = f(); end",
    "declare x int[]; begin x[f()] := 1; end",
    "declare x int[]; begin x[1:f()] := 1; end",
    "declare r record; begin r.a := f(); end",
    "begin perform f(); end",
    "begin call p(f()); end",
    "begin if f() then null; end if; end",
    "begin if true then null; elsif f() then null; end if; end",
    "begin if true then null; else perform f(); end if; end",
    "begin case f() when 1 then null; end case; end",
    "begin case 1 when f() then null; end case; end",
    "begin case when true then perform f(); end case; end",
    "begin case when true then null; else perform f(); end case; end",
    "begin loop perform f(); end loop; end",
    "begin loop exit when f(); end loop; end",
    "begin loop continue when f(); end loop; end",
    "begin while f() loop null; end loop; end",
    "begin for i in f()..2 loop null; end loop; end",
    "begin for i in 1..f() loop null; end loop; end",
    "begin for i in 1..2 by f() loop null; end loop; end",
    "begin for i in reverse 2..1 loop perform f(); end loop; end",
    "declare r record; begin for r in select f() loop null; end loop; end",
    "declare r record; begin for r in select 1 loop perform f(); end loop; end",
    "declare r record; begin for r in execute 'select 1' using f() loop null; end loop; end",
    "declare r record; begin for r in execute 'select f()' loop null; end loop; end",
    "declare x int; begin foreach x in array f() loop null; end loop; end",
    "declare x int; begin foreach x in array array[1] loop perform f(); end loop; end",
    "declare x int; begin select f() into x; end",
    "declare x int; begin execute 'select 1' into x using f(); end",
    "declare x int; begin execute 'select f()' into x; end",
    "begin raise notice '%', f(); end",
    "begin raise exception using message = f(); end",
    "begin assert f(); end",
    "begin assert true, f(); end",
    "begin begin perform f(); end; end",
    "<<a>> declare x int := 1; begin declare y int := f(); begin null; end; end",
    "begin null; exception when others then perform f(); end",
    "begin null; exception when no_data_found then null; when others then raise notice '%', f(); end",
  ])
    assert.ok(
      usesOf(body).routines.some(({ name }) => name === "f"),
      body,
    );
  for (const body of ["begin return f(); end"]) assert.equal(usesOf(body, "", "int").routines[0]?.name, "f");
  for (const body of [
    "return next f();",
    "return query select f();",
    "return query execute 'select f()';",
    "return query execute 'select 1' using f();",
  ])
    assert.equal(usesOf(`begin ${body} end`, "", "setof int").routines[0]?.name, "f", body);
});

test("a string that is built is dynamic, a constant is read", () => {
  for (const body of [
    "begin execute 'select ' || 1; end",
    "declare q text; begin execute q; end",
    "begin execute format('select %s', 1); end",
    "declare r record; q text; begin for r in execute q loop null; end loop; end",
    "declare c refcursor; q text; begin open c for execute q; end",
  ]) {
    const uses = usesOf(body);
    assert.equal(uses.dynamic, true, body);
    assert.equal(uses.faults[0]?.effect, "unknown", body);
  }
  assert.deepEqual(usesOf("declare q text; begin return query execute q; end", "", "setof int").dynamic, true);
  assert.deepEqual(usesOf("begin execute 'select 1'; end").faults, []);
  assert.deepEqual(usesOf("begin execute 'drop table x'; end").faults, [{ effect: "writes", reason: "runs DROP" }]);
  assert.deepEqual(usesOf("begin execute $q$delete from x$q$; end").faults, [
    { effect: "writes", reason: "runs DELETE" },
  ]);
});

test("types that are declared are looked up when it runs, those of parameters are not", () => {
  const types = (source: string, args = "") => usesOf(source, args).types.map(printed);
  assert.deepEqual(types("begin end", "a text, b s.thing"), []);
  assert.deepEqual(types("declare a text; b s.thing[]; c varchar(3); begin end"), [
    "text",
    "s.thing",
    "pg_catalog.varchar",
  ]);
  assert.deepEqual(types("declare a record; b refcursor; begin end"), []);
  assert.deepEqual(types("begin for i in 1..2 loop null; end loop; end"), ["pg_catalog.int4"]);
  const relations = (source: string) => usesOf(source).relations.map(printed);
  assert.deepEqual(relations("declare a orders%rowtype; b s.items.id%type; c a%type; begin end"), [
    "orders",
    "s.items",
  ]);
});

test("variables of types that the parser does not know may stand in a list of targets", () => {
  const uses = usesOf(`declare é int := 5; s app.status; c constant citext := 'x'; r members; n int;
    begin select a, b into s, n from t; r.x := 1; for s, n in select 1, f() loop null; end loop;
    declare d "Odd"; begin select 1, 2 into d, n; end; end`);
  assert.deepEqual(
    uses.types
      .filter(({ schema }) => schema !== "pg_catalog")
      .map(printed)
      .sort(),
    ["Odd", "app.status", "citext", "members"],
  );
  assert.deepEqual([uses.faults, uses.routines.map(printed)], [[], ["f"]]);
});

test("INTO is a target, not a new table", () => {
  const uses = usesOf("declare r record; begin select 1 from t into strict r; end");
  assert.deepEqual([uses.faults, uses.relations.map(printed)], [[], ["t"]]);
});

test("a cursor that nothing in the body opens is somebody else's", () => {
  assert.equal(usesOf("declare n int; begin fetch c into n; end", "c refcursor").fetches, true);
  assert.equal(usesOf("declare c refcursor; n int; begin c := 'x'; fetch c into n; end").fetches, true);
  assert.equal(usesOf("declare c refcursor; n int; begin open c for select 1; fetch c into n; end").fetches, false);
  assert.equal(usesOf("declare c cursor for select 1; n int; begin open c; fetch c into n; end").fetches, false);
});

test("OUT parameters, rows and several results are read as they are", () => {
  assert.deepEqual(usesOf("begin a := 1; b := 'x'; end", "OUT a integer, OUT b text", "record").faults, []);
  assert.deepEqual(usesOf("begin return query select 1, 'x'; end", "n int", "TABLE(a integer, b text)").faults, []);
  assert.deepEqual(usesOf("begin return new; end", "", "trigger").faults, []);
});

test("no body can end its own quoting", () => {
  const uses = usesOf("begin perform '$body$; drop table x; $body$'; end");
  assert.deepEqual(uses.faults, []);
});

test("what the parser cannot read is thrown", () => {
  assert.throws(() => usesOf("begin nonsense"));
  assert.throws(() => usesOf("begin perform 1 +; end"));
});
