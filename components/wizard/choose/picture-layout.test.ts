import assert from "node:assert/strict";
import { test } from "node:test";
import { shopLook, table } from "./look.fixture.ts";
import { type Block, pictureOf, pictureSentence } from "./picture-layout.ts";
import { scopeOf } from "./scope.ts";
import { defaultSelection } from "./selection.ts";

test("every relation is one block inside the frame, and no two overlap", () => {
  const { blocks, folded } = pictureOf(defaultSelection(scopeOf(shopLook())));
  assert.equal(folded, false);
  assert.equal(blocks.length, 6);
  for (const block of blocks) {
    assert.ok(
      block.left >= 0 && block.left + block.width <= 100.1 && block.top >= 0 && block.top + block.height <= 100.1,
    );
  }
  for (const a of blocks) for (const b of blocks) if (a !== b) assert.ok(apart(a, b), `${a.title} and ${b.title}`);
});

test("areas in a schema follow (rows + 200)^0.27", () => {
  const look = shopLook();
  look.relations = [
    table("public", "big", ["a"], { estimatedRows: 1_000_000 }),
    table("public", "small", ["a"], { estimatedRows: 100 }),
  ];
  const { blocks } = pictureOf(defaultSelection(scopeOf(look)));
  const area = (key: string) => {
    const block = blocks.find((one) => one.key === key);
    return (block?.width ?? 0) * (block?.height ?? 0);
  };
  const want = (1_000_200 / 300) ** 0.27;
  assert.ok(Math.abs(area("r0") / area("r1") / want - 1) < 0.05);
});

test("fills follow the ticks", () => {
  const { blocks } = pictureOf(defaultSelection(scopeOf(shopLook())));
  const fill = (key: string) => blocks.find((block) => block.key === key)?.fill;
  assert.deepEqual([fill("r0"), fill("r1"), fill("r2"), fill("r3")], ["shut", "open", "part", "shut"]);
});

test("above 300 relations there is one block a schema, split by its share", () => {
  const look = shopLook();
  look.relations = Array.from({ length: 301 }, (_, i) => table("public", `t${i}`, ["a"], { grantable: i % 2 === 0 }));
  const { blocks, folded } = pictureOf(defaultSelection(scopeOf(look)));
  assert.equal(folded, true);
  assert.equal(blocks.length, 1);
  assert.ok(Math.abs((blocks[0]?.share ?? 0) - 151 / 301) < 0.001);
});

test("a database without relations has an empty picture", () => {
  const look = shopLook();
  look.relations = [];
  assert.deepEqual(pictureOf(defaultSelection(scopeOf(look))).blocks, []);
});

test("the sentence counts what the blocks show", () => {
  assert.equal(
    pictureSentence(defaultSelection(scopeOf(shopLook()))),
    "What Lucien will see: 2 tables whole, 1 in part, 3 left out.",
  );
});

function apart(a: Block, b: Block): boolean {
  const slack = 0.05;
  return (
    a.left + a.width <= b.left + slack ||
    b.left + b.width <= a.left + slack ||
    a.top + a.height <= b.top + slack ||
    b.top + b.height <= a.top + slack
  );
}
