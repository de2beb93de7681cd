import { AppError } from "../errors.ts";
import { tooMuch } from "./limits.ts";

/** What a message costs us beyond its bytes: the driver makes an object of each, and a slot of each field. */
const MESSAGE_COST = 128;
const FIELD_COST = 32;
const HEADER_BYTES = 5;

/** `open`: a type byte is next; `text`: inside a string; `ended`: the closing zero was there. */
type FieldState = "open" | "text" | "ended";

/**
 * Follows the messages of a server through the chunks in which they come (PostgreSQL docs, 55.7: a type byte, a length
 * that counts itself, the body). Gives for each chunk about how much memory it will take once it is parsed. Throws
 * AppError `connect.broken-protocol` for what the driver's parser could not get out of again: an ErrorResponse or
 * NoticeResponse without its closing zero, which it would read past the end for ever, and lengths below four; and
 * `connect.too-much` for a message that is announced as longer than `longest`, before any of it is kept.
 */
export function followFrames(longest: () => number): (chunk: Buffer) => number {
  const head = Buffer.alloc(HEADER_BYTES);
  let headBytes = 0;
  let left = 0;
  let state: FieldState = "open";

  function read(chunk: Buffer, from: number): number {
    if (headBytes === HEADER_BYTES) {
      const end = Math.min(chunk.length, from + left);
      left -= end - from;
      if (hasFields(head)) state = afterFields(chunk, from, end, state);
      return end;
    }
    const end = Math.min(chunk.length, from + HEADER_BYTES - headBytes);
    chunk.copy(head, headBytes, from, end);
    headBytes += end - from;
    if (headBytes === HEADER_BYTES) {
      left = head.readUInt32BE(1) - 4;
      state = "open";
      if (left < 0) throw broken("A message is shorter than its own head.");
      if (left > longest()) throw tooMuch(`A message of ${left} bytes was announced.`);
    }
    return end;
  }

  return (chunk) => {
    let cost = chunk.length;
    for (let at = 0; at < chunk.length; ) {
      at = read(chunk, at);
      if (headBytes < HEADER_BYTES || left > 0) continue;
      if (hasFields(head) && state !== "ended") throw broken("An error or notice has no end.");
      headBytes = 0;
      cost += MESSAGE_COST;
    }
    return cost;
  };
}

/** What a row costs beyond its bytes: a null is four of them on the line, and a slot here. */
export function costOfRow(fields: number): number {
  return fields * FIELD_COST;
}

/** A server that does not keep to the protocol, or nothing that speaks it. */
export function broken(detail: string): AppError {
  return new AppError("connect.broken-protocol", "The server's answer made no sense, so we hung up.", {
    hint: "Check the address and the port: something else than Postgres may answer there.",
    detail,
    field: "port",
  });
}

/** E and N: fields of a type byte and a string each, then a zero. */
function hasFields(head: Buffer): boolean {
  return head[0] === 0x45 || head[0] === 0x4e;
}

function afterFields(chunk: Buffer, from: number, end: number, before: FieldState): FieldState {
  let state = before;
  for (let at = from; at < end && state !== "ended"; at++) {
    if (state === "text") state = chunk[at] === 0 ? "open" : "text";
    else state = chunk[at] === 0 ? "ended" : "text";
  }
  return state;
}
