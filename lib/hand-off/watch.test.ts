import assert from "node:assert/strict";
import { test } from "node:test";
import { makeWatch } from "./watch.ts";

function world() {
  const rows = new Map<string, number>();
  const questions: string[][] = [];
  const asked: (() => void)[] = [];
  const watch = makeWatch({
    everyMs: 1,
    async versions(ids) {
      questions.push([...ids]);
      for (const done of asked.splice(0)) done();
      return new Map([...rows].filter(([id]) => ids.includes(id)));
    },
  });
  return { rows, questions, watch, nextRound: () => new Promise<void>((resolve) => asked.push(resolve)) };
}

test("who waits is told once of each new version, and of the end", async () => {
  const { rows, watch, nextRound } = world();
  rows.set("a", 1);
  const heard: (number | null)[] = [];
  let told = () => {};
  const stop = watch.listen("a", 1, (version) => {
    heard.push(version);
    told();
  });
  for (const version of [2, 3, null]) {
    await nextRound();
    const hearing = new Promise<void>((resolve) => (told = resolve));
    if (version === null) rows.delete("a");
    else rows.set("a", version);
    await hearing;
  }
  await nextRound();
  await nextRound();
  assert.deepEqual(heard, [2, 3, null]);
  stop();
});

test("a thousand who wait are one question a round; nobody is none", async () => {
  const { rows, questions, watch, nextRound } = world();
  const stops = Array.from({ length: 1000 }, (_, i) => {
    rows.set(`h${i}`, 1);
    return watch.listen(`h${i}`, 1, () => {});
  });
  await nextRound();
  assert.equal(questions.length, 1);
  assert.equal(questions[0]?.length, 1000);
  for (const stop of stops) stop();
  assert.equal(watch.waiting(), 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = questions.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(questions.length, before);
});

test("a listener that knew an older version is told in the first round", async () => {
  const { rows, watch } = world();
  rows.set("a", 7);
  let stop = () => {};
  const version = await new Promise((resolve) => {
    stop = watch.listen("a", 3, resolve);
  });
  stop();
  assert.equal(version, 7);
});
