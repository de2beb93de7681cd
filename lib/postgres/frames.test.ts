import assert from "node:assert/strict";
import { test } from "node:test";
import { followFrames } from "./frames.ts";

function message(type: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeInt32BE(Buffer.byteLength(body, "latin1") + 4, 1);
  return Buffer.concat([head, Buffer.from(body, "latin1")]);
}

const ERROR = message("E", "SERROR\0C42501\0Mno\0\0");
const BROKEN = { code: "connect.broken-protocol" };

test("whole messages pass, also byte by byte", () => {
  const whole = Buffer.concat([message("Z", "I"), ERROR, message("N", "\0"), message("1", ""), ERROR]);
  followFrames(() => 1_000_000)(whole);
  const cost = followFrames(() => 1_000_000);
  for (const byte of whole) cost(Buffer.from([byte]));
});

for (const [what, bytes] of [
  ["an error without an end", message("E", "SERROR")],
  ["an error that ends behind a string", message("E", "SERROR\0")],
  ["an empty error", message("E", "")],
  ["a notice without an end, though the next message looks like one", Buffer.concat([message("N", "S"), ERROR])],
  ["a message of no length", Buffer.from([0x5a, 0, 0, 0, 0])],
] as const) {
  test(`${what} is refused, whole and byte by byte`, () => {
    assert.throws(() => followFrames(() => 1_000_000)(bytes), BROKEN);
    const cost = followFrames(() => 1_000_000);
    assert.throws(() => {
      for (const byte of bytes) cost(Buffer.from([byte]));
    }, BROKEN);
  });
}

test("many small messages cost more than their bytes", () => {
  const small = Buffer.concat(Array.from({ length: 100 }, () => message("C", "SELECT 1\0")));
  assert.ok(followFrames(() => 1_000_000)(small) > small.length * 5);
});
