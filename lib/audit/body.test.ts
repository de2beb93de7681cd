import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type BodyFacts, NO_BODY_FACTS, type RoutineBody } from "../inspect/bodies.ts";
import { cpuMs } from "../testing/cpu-time.ts";
import { aRoutine } from "./body.fixtures.ts";
import { type BodyVerdict, bodyReader } from "./body.ts";
import { loadParser } from "./body-parse.ts";

before(loadParser);

const ROOT = 20_000;

/** Answers every look-up from the given facts, as long as something is missing. */
function read(facts: Partial<BodyFacts>, temporary = false): BodyVerdict {
  const all = { ...NO_BODY_FACTS, ...facts };
  const reader = bodyReader([ROOT], { temporary });
  for (let round = 0; round < 20; round += 1) {
    const wants = reader.missing();
    if (wants === null) return reader.verdicts().get(ROOT) as BodyVerdict;
    const named = <T extends { oid: number; name: string }>(list: T[], names: string[], oids: number[]) =>
      list.filter((each) => names.includes(each.name) || oids.includes(each.oid));
    reader.learn({
      routines: named(all.routines, wants.routineNames, wants.routines),
      relations: named(all.relations, wants.relationNames, wants.relations),
      operators: named(all.operators, wants.operatorNames, []),
      types: named(all.types, wants.typeNames, wants.types),
      casts: all.casts,
    });
  }
  throw new Error("it never has enough");
}

const builtin = (oid: number, name: string, more: Partial<RoutineBody> = {}) =>
  aRoutine({
    oid,
    name,
    schema: "pg_catalog",
    language: "internal",
    source: name,
    builtIn: true,
    volatility: "s",
    ...more,
  });

test("what is not found is not known", () => {
  assert.equal(read({ routines: [aRoutine({ source: "select g()" })] }).effect, "unknown");
  assert.equal(read({ routines: [aRoutine({ source: "select 1 from t" })] }).effect, "unknown");
  assert.equal(read({ routines: [aRoutine({ source: "select 1::t" })] }).effect, "unknown");
  assert.equal(read({ routines: [] }).effect, "unknown");
});

test("what was not looked up is not known, however much was", () => {
  const reader = bodyReader([ROOT], { temporary: false });
  assert.deepEqual(reader.missing()?.routines, [ROOT]);
  assert.equal(reader.verdicts().get(ROOT)?.effect, "unknown");
  reader.learn({ ...NO_BODY_FACTS, routines: [aRoutine({ source: "select now()" })] });
  assert.deepEqual(reader.missing()?.routineNames, ["now"]);
  assert.equal(reader.verdicts().get(ROOT)?.effect, "unknown");
});

test("Postgres' own functions are believed where they say STABLE, and judged by their C symbol", () => {
  const call = (callee: RoutineBody) =>
    read({ routines: [aRoutine({ source: `select ${callee.name}()` }), callee] }).effect;
  assert.equal(call(builtin(1, "now")), "reads");
  assert.equal(call(builtin(1, "random", { source: "drandom", volatility: "v" })), "reads");
  assert.equal(call(builtin(1, "nextval", { source: "nextval_oid", volatility: "v" })), "writes");
  assert.equal(call(builtin(1, "innocent", { source: "nextval_oid", volatility: "i" })), "writes");
  assert.equal(call(builtin(1, "query_to_xml", { volatility: "v" })), "unknown");
  assert.equal(call(builtin(1, "table_to_xml", { volatility: "s" })), "unknown");
  assert.equal(call(builtin(1, "brand_new", { volatility: "v" })), "unknown");
  assert.equal(call(builtin(1, "txid_current", { source: "pg_current_xact_id" })), "writes");
});

test("every overload that the path can find counts, those beyond it do not", () => {
  const root = (config: string[]) => aRoutine({ source: "select g(1)", config });
  const good = aRoutine({ oid: 1, schema: "a", name: "g" });
  const bad = aRoutine({ oid: 2, schema: "b", name: "g", source: "delete from x.t" });
  assert.equal(read({ routines: [root(["search_path=a"]), good, bad] }).effect, "reads");
  assert.equal(read({ routines: [root(["search_path=a, b"]), good, bad] }).effect, "writes");
  assert.equal(read({ routines: [root([]), good, bad] }).effect, "writes");
});

test("a callee without a path of its own looks where its caller does", () => {
  const root = aRoutine({ source: "select a.g()", config: ["search_path=a"] });
  const callee = aRoutine({ oid: 1, schema: "a", name: "g", source: "select h()" });
  const near = aRoutine({ oid: 2, schema: "a", name: "h" });
  const far = aRoutine({ oid: 3, schema: "b", name: "h", source: "truncate x.t" });
  assert.equal(read({ routines: [root, callee, near, far] }).effect, "reads");
  const own = { ...callee, config: ["search_path=b"] };
  assert.equal(read({ routines: [root, own, near, far] }).effect, "writes");
});

test("a compiled function is known only from extensions that were read", () => {
  const call = (more: Partial<RoutineBody>) =>
    read({ routines: [aRoutine({ source: "select g()" }), aRoutine({ oid: 1, name: "g", language: "c", ...more })] })
      .effect;
  assert.equal(call({}), "unknown");
  assert.equal(call({ extension: "citext", volatility: "i" }), "reads");
  assert.equal(call({ extension: "pgcrypto", volatility: "v" }), "unknown");
  assert.equal(call({ extension: "dblink", volatility: "v" }), "unknown");
  assert.equal(call({ language: "plpython3u" }), "unknown");
});

test("a function call that is a cast in disguise is judged as a type", () => {
  const types = [{ oid: 16_500, schema: "s", name: "g", trees: [], routines: [] }];
  assert.equal(read({ routines: [aRoutine({ source: "select s.g(1)" })], types }).effect, "reads");
});

test("casts that may apply unasked count always, explicit ones where their target is named", () => {
  const bad = aRoutine({ oid: 1, schema: "x", name: "to_t", source: "delete from x.t" });
  const cast = (context: "i" | "a" | "e") => [{ targetSchema: "s", target: "t", context, routine: 1 }];
  const types = [{ oid: 16_500, schema: "s", name: "t", trees: [], routines: [] }];
  const effect = (source: string, context: "i" | "a" | "e") =>
    read({ routines: [aRoutine({ source }), bad], casts: cast(context), types }).effect;
  assert.equal(effect("select 1", "i"), "writes");
  assert.equal(effect("select 1", "e"), "reads");
  assert.equal(effect("select 1::s.t", "e"), "writes");
});

test("the relations that it opens are named, also those behind views", () => {
  const relation = {
    oid: 1,
    schema: "v",
    name: "secret",
    kind: "r",
    trees: [],
    owner: "o",
    policies: [],
    forced: false,
    invoker: false,
  };
  const view = { ...relation, oid: 2, name: "seen", kind: "v", trees: ["({QUERY :commandType 1 :relid 1 })"] };
  const verdict = read({ routines: [aRoutine({ source: "select 1 from v.seen" })], relations: [relation, view] });
  assert.deepEqual([verdict.effect, verdict.relations], ["reads", ["v.secret", "v.seen"]]);
  const foreign = { ...relation, kind: "f" };
  assert.equal(
    read({ routines: [aRoutine({ source: "select 1 from v.secret" })], relations: [foreign] }).effect,
    "unknown",
  );
});

test("the reason names the routine that is at fault", () => {
  const callee = aRoutine({ oid: 1, schema: "a", name: "g", source: "delete from t" });
  assert.match(read({ routines: [aRoutine({ source: "select a.g()" }), callee] }).reason, /^a\.g: runs DELETE/);
});

test("calls that go round in a circle come to an end, and a fault anywhere in it counts", () => {
  const one = aRoutine({ source: "select a.g()" });
  const two = aRoutine({ oid: 1, schema: "a", name: "g", source: "select s.f()" });
  assert.equal(read({ routines: [one, two] }).effect, "reads");
  assert.equal(read({ routines: [one, { ...two, source: "select s.f(); delete from t" }] }).effect, "writes");
});

test("ten thousand bodies are read in seconds and within memory", () => {
  const routines = Array.from({ length: 10_000 }, (_, n) =>
    aRoutine({
      oid: ROOT + n,
      name: `f${n}`,
      language: "plpgsql",
      source: `begin return (select count(*) from v.t${n % 50} where id = ${n}); end`,
    }),
  );
  const took = cpuMs(() => {
    const reader = bodyReader(
      routines.map(({ oid }) => oid),
      { temporary: true },
    );
    reader.missing();
    reader.learn({ ...NO_BODY_FACTS, routines });
    reader.missing();
    reader.learn({ ...NO_BODY_FACTS, routines: [builtin(1, "count")] });
    reader.missing();
    assert.equal(reader.verdicts().size, 10_000);
  });
  assert.ok(took < 15_000, `${took} ms`);
  // About 190 MB; how lazily memory is given back depends on the machine.
  assert.ok(process.memoryUsage().rss < 500 * 1024 * 1024);
});
