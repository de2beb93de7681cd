import assert from "node:assert/strict";
import { test } from "node:test";
import { asAppError, documents } from "./stream.ts";

function streamOfBytes(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return streamOfBytes(...chunks.map((chunk) => new TextEncoder().encode(chunk)));
}

async function all(body: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const document of documents(body)) found.push(document);
  return found;
}

test("a document that arrives in pieces is put together", async () => {
  assert.deepEqual(await all(streamOf('{"a":', "1}\n{", '"b":"é"}\n')), [{ a: 1 }, { b: "é" }]);
});

test("a last line that was cut off is not taken for a document", async () => {
  assert.deepEqual(await all(streamOf('{"a":1}\n{"b":2}')), [{ a: 1 }]);
});

test("a character split between two chunks survives", async () => {
  const bytes = new TextEncoder().encode('{"a":"é"}\n');
  assert.deepEqual(await all(streamOfBytes(bytes.slice(0, 7), bytes.slice(7))), [{ a: "é" }]);
});

test("a stranger's error keeps none of its text", () => {
  const error = asAppError(new Error("password hunter2 rejected"));
  assert.doesNotMatch(JSON.stringify(error), /hunter2/);
  assert.equal(error.code, "internal.browser");
});
